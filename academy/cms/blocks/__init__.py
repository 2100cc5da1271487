"""What the body of a page is made of. A block is one file here and one template in templates/cms/blocks."""

from academy.cms.blocks.agenda import AgendaItemBlock
from academy.cms.blocks.audio import AudioBlock
from academy.cms.blocks.callout import CalloutBlock
from academy.cms.blocks.definition import DefinitionBlock
from academy.cms.blocks.document import DocumentBlock
from academy.cms.blocks.embed import VideoEmbedBlock
from academy.cms.blocks.heading import HeadingBlock
from academy.cms.blocks.image import CaptionedImageBlock
from academy.cms.blocks.link import LinkBlock
from academy.cms.blocks.quotation import QuotationBlock
from academy.cms.blocks.rich_text import ProseBlock
from academy.cms.blocks.speaker import SpeakerBlock
from academy.cms.blocks.table import TableBlock
from academy.cms.blocks.video import VideoBlock

#: The blocks of every body, in the order of the picker.
BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("rich_text", ProseBlock()),
    ("image", CaptionedImageBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("document", DocumentBlock()),
    ("quotation", QuotationBlock()),
    ("definition", DefinitionBlock()),
    ("callout", CalloutBlock()),
    ("table", TableBlock()),
    ("embed", VideoEmbedBlock()),
]
#: What a seminar's page holds beside its body.
AGENDA_BLOCKS = [("item", AgendaItemBlock())]
SPEAKER_BLOCKS = [("speaker", SpeakerBlock())]
MATERIAL_BLOCKS = [("document", DocumentBlock()), ("link", LinkBlock())]
RECORDING_BLOCKS = [("video", VideoBlock()), ("embed", VideoEmbedBlock())]

__all__ = [
    "AGENDA_BLOCKS",
    "BODY_BLOCKS",
    "MATERIAL_BLOCKS",
    "RECORDING_BLOCKS",
    "SPEAKER_BLOCKS",
    "DefinitionBlock",
]
