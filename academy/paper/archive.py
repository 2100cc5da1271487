"""PDF/A-3u: what an archive asks of a file besides our fonts, which ReportLab embeds with their maps to Unicode."""

from typing import TYPE_CHECKING, BinaryIO

from PIL import ImageCms

from academy.later import later

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = later("pikepdf")

CONFORMANCE = {"pdfaid:part": "3", "pdfaid:conformance": "U"}


def as_archive(source: BinaryIO, target: BinaryIO) -> None:
    """Declare the conformance and name the colours: ReportLab does neither."""
    with pikepdf.open(source) as pdf:
        # ReportLab writes that nothing is known of it, and the metadata must say the same as the old information.
        del pdf.docinfo["/Trapped"]
        with pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
            packet.load_from_docinfo(pdf.docinfo)
            packet.update(CONFORMANCE)
        profile = pdf.make_stream(_profile(), N=3, Alternate=pikepdf.Name.DeviceRGB)
        pdf.Root.OutputIntents = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.OutputIntent,
                    S=pikepdf.Name.GTS_PDFA1,
                    OutputConditionIdentifier="sRGB IEC61966-2.1",
                    DestOutputProfile=profile,
                )
            ]
        )
        pdf.save(target, deterministic_id=True)


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
