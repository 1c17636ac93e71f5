//! The state of the translations -> one JSON document.

use serde_json::{Value, json};

use super::{FileStatus, PageState, SideStatus, Status};
use crate::drift::diff::Piece;

/// The report; its shape is that of `version`.
pub fn render(status: &Status) -> String {
    let pages: Vec<Value> = status
        .pages
        .iter()
        .map(|page| {
            let blocks: Vec<Value> = page
                .blocks
                .iter()
                .map(|block| {
                    json!({
                        "name": block.name,
                        "change": block.change.code(),
                        "sides": block.sides.iter().map(side).collect::<Vec<_>>(),
                    })
                })
                .collect();
            json!({
                "page": page.key.text(),
                "source": page.source,
                "language": page.language,
                "files": { "source": page.files[0], "translation": page.files[1] },
                "state": page.state.code(),
                "blocks": blocks,
            })
        })
        .collect();
    let counts: serde_json::Map<String, Value> =
        PageState::ALL.into_iter().map(|state| (state.code().to_owned(), status.count(state).into())).collect();
    let file = |file: &FileStatus| json!({ "path": file.path, "language": file.language, "missing": file.missing });
    let files: Vec<Value> = status.files.iter().map(file).collect();
    let report = json!({ "version": 1, "counts": counts, "stale_blocks": status.stale_blocks(), "pages": pages, "files": files });
    format!("{report:#}\n")
}

fn side(side: &SideStatus) -> Value {
    let pieces: Vec<Value> = side
        .diff
        .iter()
        .map(|piece| match piece {
            Piece::Kept(text) => json!({ "kept": text }),
            Piece::New(text) => json!({ "new": text }),
            Piece::Gone(words) => json!({ "gone": words }),
        })
        .collect();
    json!({ "language": side.language, "dir": side.dir.as_str(), "place": side.place, "diff": pieces })
}
