//! Ground: files -> one ZIP archive, whose entries have one order and no time, so that equal files are equal archives.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Endings of what is compressed already.
const PACKED: [&str; 6] = [".png", ".jpeg", ".jpg", ".gif", ".webp", ".woff2"];

/// The file that says what an archive is and is therefore read without unpacking.
pub const MIME_TYPE: &str = "mimetype";

/// The archive of files, each by its path, in this order.
///
/// # Errors
///
/// Where it would be larger than the format holds.
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    for (path, bytes) in files {
        let is_stored = path == MIME_TYPE || PACKED.iter().any(|ending| path.ends_with(ending));
        let method = if is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(path, options.compression_method(method)).map_err(|error| error.to_string())?;
        zip.write_all(bytes).map_err(|error| error.to_string())?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}
