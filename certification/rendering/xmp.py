"""PDF/UA-1 beside PDF/A-3a: WeasyPrint declares one of the two, and writes what both of them ask for."""

from typing import Final

import pydyf

_END: Final = b"</rdf:RDF>"
#: ISO 14289-1, 5: the identifier. ISO 19005-3, 6.6.2.3: a property that PDF/A does not know is described beside it.
_PDF_UA: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def declare_pdf_ua(pdf: pydyf.PDF) -> None:
    """Replace the metadata by the same with PDF/UA-1 declared. WeasyPrint's `xmp_metadata` adds outside of rdf:RDF."""
    number = int(pdf.catalog["Metadata"].split()[0])
    written = pdf.objects[number]
    before, _, after = b"".join(written.stream).rpartition(_END)
    written.stream = [before + _PDF_UA + _END + after]
