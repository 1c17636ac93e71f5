//! The blocks of a container with the raw HTML among them -> blocks whose elements open and close within what holds them.

use super::html;
use super::raw::{self, RawBlock};
use super::reading::Reading;
use crate::ast::{Block, BlockKind};
use crate::diag::codes::markdown as codes;

/// Blocks of a holder with its raw HTML: spread over several blocks if they fit, each by itself if they do not.
pub(in crate::markdown) fn raw_blocks(
    reading: &mut Reading<'_>,
    mut blocks: Vec<Block>,
    raws: Vec<(usize, RawBlock)>,
) -> Vec<Block> {
    if raws.is_empty() {
        return blocks;
    }
    let fit = raw::fit(raws.iter().map(|(_, raw)| raw));
    for (place, raw) in raws {
        let Some(block) = blocks.get_mut(place) else { continue };
        let torn = raw.closes.first().map(|n| format!("</{n}>")).or_else(|| raw.opens.first().map(|n| format!("<{n}>")));
        if !fit && let Some(tag) = torn {
            reading.diags.push(codes::raw_html_unpaired(block.span, &tag));
        }
        let html = if fit { raw.html } else { raw.alone };
        let content = if html.trim().is_empty() { Vec::new() } else { html::cleaned(reading, &html, &block.span.range()) };
        block.kind = BlockKind::Raw(content);
    }
    blocks.retain(|b| !matches!(&b.kind, BlockKind::Raw(content) if content.is_empty()));
    blocks
}
