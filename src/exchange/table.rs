//! [`Job`]s -> one HTML document with a table for each: for translators who want to read, and for word processors.

use std::fmt::Write as _;

use super::{Job, Segment};
use crate::escape::{html_attr, html_text};
use crate::locale::Dir;

/// The document; `dirs` are the directions of the two languages.
pub fn render(jobs: &[Job], dirs: [Dir; 2]) -> String {
    let (language, file) = jobs.first().map_or(("", ""), |job| (job.target_language.as_str(), job.target_file.as_str()));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>table{{border-collapse:collapse;inline-size:100%}}td,th{{border:1px solid #999;padding:.4rem .7rem;text-align:start;vertical-align:top;white-space:pre-wrap}}</style>\n\
         </head>\n<body>\n",
        html_attr(language),
        dirs[1].as_str(),
        html_text(file),
    );
    for job in jobs {
        one(job, dirs, &mut out);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn one(job: &Job, dirs: [Dir; 2], out: &mut String) {
    let head = |language: &str, dir: Dir, file: &str| {
        format!(
            "<th scope=\"col\" lang=\"{}\" dir=\"{}\"><bdi dir=\"ltr\">{}</bdi></th>",
            html_attr(language),
            dir.as_str(),
            html_text(file)
        )
    };
    let _ = writeln!(
        out,
        "<table>\n<thead>\n<tr><th scope=\"col\">#</th>{}{}</tr>\n</thead>\n<tbody>",
        head(&job.source_language, dirs[0], &job.source_file),
        head(&job.target_language, dirs[1], &job.target_file)
    );
    let cell = |language: &str, dir: Dir, text: &str| {
        format!("<td lang=\"{}\" dir=\"{}\">{}</td>", html_attr(language), dir.as_str(), html_text(text))
    };
    for Segment { name, source, target, .. } in &job.segments {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><bdi>{}</bdi></th>{}{}</tr>",
            html_text(name),
            cell(&job.source_language, dirs[0], source),
            cell(&job.target_language, dirs[1], target.as_deref().unwrap_or_default())
        );
    }
    out.push_str("</tbody>\n</table>\n");
}
