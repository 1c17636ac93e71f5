//! A file that is copied, and the range of it that was asked for -> an answer that is read from the disk as it is sent.
//!
//! Browsers ask for a film in pieces (RFC 9110, section 14), and some do not show one that comes in no other way.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;

use crate::source::stored::{Reading, Stored};

/// Bytes that are read at once.
const PIECE: usize = 256 << 10;

/// The answer without its media type. A file that is not what it was found as is no answer.
pub fn answer(file: &Arc<Stored>, headers: &HeaderMap) -> io::Result<Response> {
    let length = file.length();
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(|range| read(range, length));
    let (status, part) = match asked {
        None => (StatusCode::OK, 0..length),
        Some(Asked::Part(part)) => (StatusCode::PARTIAL_CONTENT, part),
        Some(Asked::Beyond) => {
            let whole = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, whole).into_response());
        }
    };
    let mut reading = file.open()?;
    reading.seek(SeekFrom::Start(part.start))?;
    let mut response = (status, body(reading, part.end - part.start)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        headers.insert(header::CONTENT_RANGE, HeaderValue::from_str(&place).map_err(io::Error::other)?);
    }
    Ok(response)
}

/// What is left to send, a piece at a time. The disk must not hold up other answers, which one thread gives.
fn body(reading: Reading, length: u64) -> Body {
    Body::from_stream(unfold(Some((reading, length)), |state| async move {
        let (reading, left) = state.filter(|(_, left)| *left > 0)?;
        let piece = tokio::task::spawn_blocking(move || piece(reading, left)).await.unwrap_or_else(|e| Err(io::Error::other(e)));
        match piece {
            Ok((bytes, reading)) => {
                let left = left - bytes.len() as u64;
                Some((Ok(bytes), Some((reading, left))))
            }
            // The connection ends before the length that was promised: no browser takes that for the whole file.
            Err(error) => Some((Err(error), None)),
        }
    }))
}

fn piece(mut reading: Reading, left: u64) -> io::Result<(Bytes, Reading)> {
    let mut bytes = vec![0; usize::try_from(left).unwrap_or(PIECE).min(PIECE)];
    reading.read_exact(&mut bytes)?;
    Ok((bytes.into(), reading))
}

/// What one range asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Asked {
    Part(Range<u64>),
    /// The file does not reach there.
    Beyond,
}

/// The one range of a request; `None` for what is no range or several of them, which may be answered with everything.
fn read(range: &str, length: u64) -> Option<Asked> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |digits: &str| digits.parse::<u64>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
    let part = if first.is_empty() {
        length - number(last)?.min(length)..length
    } else {
        let first = number(first)?;
        let end = if last.is_empty() { length } else { number(last).filter(|last| *last >= first)?.saturating_add(1) };
        first..end.min(length)
    };
    Some(if part.is_empty() { Asked::Beyond } else { Asked::Part(part) })
}

#[cfg(test)]
mod tests {
    use super::{Asked, read};

    #[test]
    fn ranges() {
        for (range, part) in [
            ("bytes=0-", Some(Asked::Part(0..10))),
            ("bytes=0-0", Some(Asked::Part(0..1))),
            ("bytes=2-5", Some(Asked::Part(2..6))),
            ("bytes=2-99", Some(Asked::Part(2..10))),
            ("bytes=-3", Some(Asked::Part(7..10))),
            ("bytes=-99", Some(Asked::Part(0..10))),
            ("bytes=10-", Some(Asked::Beyond)),
            ("bytes=-0", Some(Asked::Beyond)),
            ("bytes=5-2", None),
            ("bytes=0-1,4-5", None),
            ("bytes=+1-", None),
            ("pages=1-2", None),
            ("bytes=18446744073709551615-", Some(Asked::Beyond)),
            ("bytes=0-18446744073709551615", Some(Asked::Part(0..10))),
        ] {
            assert_eq!(read(range, 10), part, "{range}");
        }
        assert_eq!(read("bytes=0-", 0), Some(Asked::Beyond));
    }
}
