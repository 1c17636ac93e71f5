//! `bayan check --external`: the addresses of a site -> what the web answers. The only user of ureq, and the only place that
//! reaches the network; compiled with the feature `external-links` only.
//!
//! One request at a time to each host, with a pause between two; HEAD, and GET where HEAD is refused. What was alive is not
//! asked for again for a week: `.bayan/cache/links.json` remembers when.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::diag::Diagnostics;
use crate::lint::external::{Answer, Verdict, addresses, report};
use crate::output::cache;
use crate::site::Site;
use crate::site::address::encode_url;
use crate::source::Span;

/// Name of the cache.
const CACHE: &str = "links.json";
/// Seconds that an answer is believed.
const WEEK: i64 = 7 * 24 * 60 * 60;
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long a host is left alone between two requests.
const PAUSE: Duration = Duration::from_secs(1);
/// Hosts that are asked at the same time.
const HOSTS: usize = 8;

/// Asks for every address of a site. `now` is the moment in seconds since 1970.
pub fn check(site: &Site, root: &Path, now: i64) -> anyhow::Result<Diagnostics> {
    let mut alive: BTreeMap<String, i64> =
        cache::read(root, CACHE)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    alive.retain(|_, at| (now - WEEK..=now).contains(at));
    let by_host: Vec<Vec<(String, Vec<Span>)>> = addresses(site)
        .into_values()
        .map(|list| list.into_iter().filter(|(address, _)| !alive.contains_key(address)).collect())
        .collect();
    let asked = ask_all(&by_host);
    for (address, _, answer) in &asked {
        if answer.verdict() == Verdict::Alive {
            alive.insert((*address).to_owned(), now);
        }
    }
    cache::write(root, CACHE, &serde_json::to_string_pretty(&alive)?)?;
    Ok(report(asked.iter().map(|(address, spans, answer)| (*address, *spans, answer))))
}

/// Asks several hosts at once, each for one address after the other.
fn ask_all(by_host: &[Vec<(String, Vec<Span>)>]) -> Vec<(&str, &[Span], Answer)> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent(concat!("bayan/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .build()
        .into();
    let agent = &agent;
    let one_host = |list: &'_ Vec<(String, Vec<Span>)>| -> Vec<Answer> {
        let mut answers = Vec::with_capacity(list.len());
        for (address, _) in list {
            if !answers.is_empty() {
                std::thread::sleep(PAUSE);
            }
            answers.push(ask(agent, address));
        }
        answers
    };
    let mut asked = Vec::new();
    for hosts in by_host.chunks(HOSTS) {
        let answers: Vec<Vec<Answer>> = std::thread::scope(|scope| {
            let started: Vec<_> = hosts.iter().map(|list| scope.spawn(move || one_host(list))).collect();
            // A thread ends without an answer only if it panicked; then nothing is said of its host.
            started.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        for (list, answers) in hosts.iter().zip(answers) {
            asked.extend(list.iter().zip(answers).map(|((address, spans), answer)| (address.as_str(), spans.as_slice(), answer)));
        }
    }
    asked
}

/// One address: HEAD is cheap, but some servers know GET only.
fn ask(agent: &ureq::Agent, address: &str) -> Answer {
    let answer = |result: Result<ureq::http::Response<ureq::Body>, ureq::Error>| match result {
        Ok(response) => Answer::Status(response.status().as_u16()),
        Err(error) => Answer::Nothing(error.to_string()),
    };
    // The request's line holds ASCII only.
    let url = encode_url(address);
    let first = answer(agent.head(&url).call());
    if first.verdict() == Verdict::Alive {
        return first;
    }
    std::thread::sleep(PAUSE);
    answer(agent.get(&url).call())
}
