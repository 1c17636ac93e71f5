//! What a document says of itself for its way back.

use crate::word::known::{self, Known};
use crate::xml::Xml;

/// `docProps/custom.xml`: what the document was made with, for its way back.
pub fn properties(known: &[Known]) -> String {
    let mut xml = Xml::compact();
    xml.open(
        "Properties",
        &[
            ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
            ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
        ],
    );
    for (at, text) in known::texts(known).iter().enumerate() {
        // Numbers of properties begin with 2, and all of them have the id of what users add.
        let (pid, name) = ((at + 2).to_string(), format!("{}{at}", known::NAME));
        xml.open("property", &[("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", &pid), ("name", &name)]);
        xml.leaf("vt:lpwstr", &[], text);
        xml.close("property");
    }
    xml.close("Properties");
    xml.finish()
}
