//! Folder -> [`SourceTree`]. The only user of walkdir, and the only reader of the project's files.
