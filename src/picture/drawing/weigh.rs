//! What is kept of a drawing -> whether it can be drawn in bounded time, memory and depth.
//!
//! A drawing of a few lines may say "ten of those" ten times over, put a mask on a mask on a mask, or ask for clouds of a
//! thousand octaves. What drawing it would take is counted here before any engine sees it.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::allow::{Kept, text_of};
use super::{Fault, css};

/// Elements within elements, and parts that refer to parts: engines walk both on the stack.
const DEEPEST: u64 = 128;
/// Elements once every reference is followed.
const MOST_ELEMENTS: u64 = 1_000_000;
/// Steps that filters may take.
const MOST_STEPS: u64 = 40_000_000_000;
/// Pixels that a filter is drawn on at most.
const MOST_FILTERED: u64 = 25_000_000;

/// Refuses trees that are too deep.
pub(in crate::picture) fn depth(root: Node<'_, '_>) -> Result<(), Fault> {
    let mut depths: BTreeMap<usize, u64> = BTreeMap::new();
    for node in root.descendants().filter(Node::is_element) {
        let depth = node.parent_element().and_then(|p| depths.get(&p.id().get_usize())).map_or(1, |above| above + 1);
        if depth > DEEPEST {
            return Err(too_deep());
        }
        depths.insert(node.id().get_usize(), depth);
    }
    Ok(())
}

fn too_deep() -> Fault {
    Fault::unfit(say!("nests its parts more than {most} deep", most = DEEPEST))
}

/// An element with what it leads to.
struct Part {
    children: Vec<usize>,
    /// Other parts, and how often each is drawn for this one.
    targets: Vec<(usize, u64)>,
    /// Elements in it, itself included.
    elements: u64,
    /// Letters of the shapes in it: no more corners than these.
    letters: u64,
    /// Steps of the filter that it is, for each pixel.
    steps: u64,
}

/// Refuses drawings that take too much.
pub(in crate::picture) fn work(root: Node<'_, '_>, kept: &Kept<'_>, size: Option<(u32, u32)>) -> Result<(), Fault> {
    let nodes: Vec<Node<'_, '_>> = root.descendants().filter(|n| kept.elements.contains_key(&n.id().get_usize())).collect();
    let parts = parts(&nodes, kept)?;
    let (width, height) = size.unwrap_or((1_000, 1_000));
    let pixels = (u64::from(width) * u64::from(height)).saturating_mul(16).min(MOST_FILTERED);
    let (mut elements, mut heights, mut steps) = (vec![0_u64; parts.len()], vec![0_u64; parts.len()], vec![0_u64; parts.len()]);
    let mut state = vec![State::New; parts.len()];
    let mut stack = vec![0];
    // Children and targets first, without the stack of the machine.
    while let Some(&at) = stack.last() {
        let part = &parts[at];
        let below = || part.children.iter().map(|c| (*c, 1)).chain(part.targets.iter().copied());
        if state[at] == State::New {
            state[at] = State::Open;
            for (next, _) in below() {
                match state[next] {
                    State::New => stack.push(next),
                    State::Open => return Err(Fault::unfit(say!("has a part that refers to itself"))),
                    State::Done => {}
                }
            }
            continue;
        }
        stack.pop();
        if state[at] == State::Done {
            continue;
        }
        state[at] = State::Done;
        elements[at] = below().fold(1, |sum: u64, (next, times)| sum.saturating_add(elements[next].saturating_mul(times)));
        steps[at] = below().fold(part.steps, |sum: u64, (next, times)| sum.saturating_add(steps[next].saturating_mul(times)));
        heights[at] = below().map(|(next, _)| heights[next]).max().unwrap_or(0) + 1;
        if heights[at] > DEEPEST {
            return Err(too_deep());
        }
        if elements[at] > MOST_ELEMENTS {
            return Err(Fault::unfit(say!("repeats its parts more than a million times")));
        }
        // What is drawn may reach far beyond the drawing's own size.
        if steps[at].saturating_mul(pixels) > MOST_STEPS || steps[at].saturating_mul(MOST_FILTERED) > MOST_STEPS * 10 {
            return Err(Fault::unfit(say!("holds filters that would take too long to draw")));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn parts(nodes: &[Node<'_, '_>], kept: &Kept<'_>) -> Result<Vec<Part>, Fault> {
    let places: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(i, n)| (n.id().get_usize(), i)).collect();
    let mut ids: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut sheets = String::new();
    let mut parts: Vec<Part> = Vec::with_capacity(nodes.len());
    for (i, node) in nodes.iter().enumerate() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_default().push(i);
        }
        if node.tag_name().name() == "style" {
            sheets.push_str(&text_of(*node));
            sheets.push('}');
        }
        let letters = ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(|d| d.len() as u64).sum();
        parts.push(Part { children: Vec::new(), targets: Vec::new(), elements: 1, letters, steps: filter_steps(*node)? });
        if let Some(parent) = node.parent_element().and_then(|p| places.get(&p.id().get_usize())) {
            parts[*parent].children.push(i);
        }
    }
    for (i, node) in nodes.iter().enumerate().rev() {
        let (elements, letters) = (parts[i].elements, parts[i].letters);
        if let Some(parent) = node.parent_element().and_then(|p| places.get(&p.id().get_usize())) {
            parts[*parent].elements += elements;
            parts[*parent].letters += letters;
        }
    }
    let rules = Rules::of(&sheets, &ids);
    if rules.any.len().saturating_mul(nodes.len()) > MOST_GUESSES {
        return Err(Fault::unfit(say!("has styles that cannot be looked through")));
    }
    for (i, node) in nodes.iter().enumerate() {
        let mut targets: Vec<(usize, u64)> = rules.of_node(*node).map(|target| (target, 1)).collect();
        let mut refer = |id: &str, times: u64| targets.extend(ids.get(id).into_iter().flatten().map(|target| (*target, times)));
        for (name, value) in &kept.elements[&node.id().get_usize()] {
            match name.as_str() {
                "href" | "xlink:href" => {
                    // A link leads to a place; it does not draw it.
                    if let Some(id) = value.trim().strip_prefix('#').filter(|_| node.tag_name().name() != "a") {
                        refer(id, 1);
                    }
                }
                _ if !value.contains('(') || !value.contains(['#', '\\']) => {}
                "mask" | "clip-path" | "filter" => {
                    for id in css::targets(value) {
                        refer(&id, 1);
                    }
                }
                name if name.starts_with("marker") => {
                    for id in css::targets(value) {
                        refer(&id, parts[i].letters / 2 + 1);
                    }
                }
                _ => {
                    for id in css::targets(value) {
                        refer(&id, parts[i].elements);
                    }
                }
            }
        }
        parts[i].targets = targets;
    }
    Ok(parts)
}

/// The most pairs of a rule and an element that are guessed at.
const MOST_GUESSES: usize = 10_000_000;

/// What style sheets refer to, by what their selectors end in.
#[derive(Default)]
struct Rules {
    by_class: BTreeMap<String, Vec<usize>>,
    by_id: BTreeMap<String, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Of selectors that are not understood here: they may mean any element.
    any: Vec<usize>,
}

impl Rules {
    fn of(sheets: &str, ids: &BTreeMap<&str, Vec<usize>>) -> Self {
        let mut rules = Self::default();
        let simple = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        for (selector, targets) in css::rules(sheets) {
            let list = if let Some(class) = selector.strip_prefix('.').filter(|s| simple(s)) {
                rules.by_class.entry(class.to_owned()).or_default()
            } else if let Some(id) = selector.strip_prefix('#').filter(|s| simple(s)) {
                rules.by_id.entry(id.to_owned()).or_default()
            } else if simple(&selector) {
                rules.by_name.entry(selector).or_default()
            } else {
                &mut rules.any
            };
            list.extend(targets.iter().filter_map(|id| ids.get(id.as_str())).flatten());
        }
        let lists = rules.by_class.values_mut().chain(rules.by_id.values_mut()).chain(rules.by_name.values_mut());
        for list in lists.chain([&mut rules.any]) {
            list.sort_unstable();
            list.dedup();
        }
        rules
    }

    /// The parts that rules may give to an element.
    fn of_node<'a>(&'a self, node: Node<'a, '_>) -> impl Iterator<Item = usize> + 'a {
        let classes = node.attribute("class").unwrap_or_default().split_whitespace().filter_map(|c| self.by_class.get(c));
        let id = node.attribute("id").and_then(|id| self.by_id.get(id));
        let name = self.by_name.get(node.tag_name().name());
        classes.chain(id).chain(name).flatten().chain(&self.any).copied()
    }
}

/// What an element of a filter takes for each pixel.
fn filter_steps(node: Node<'_, '_>) -> Result<u64, Fault> {
    let numbers = |name: &str| -> Vec<f64> {
        let text = node.attribute(name).unwrap_or_default();
        text.split([' ', ',', '\n', '\t']).filter_map(|n| n.parse().ok()).collect()
    };
    let most = |name: &str, most: f64| {
        let found = numbers(name).into_iter().fold(0.0, f64::max);
        if found > most {
            Err(Fault::unfit(say!("holds a filter whose `{name}` is more than {most}", name, most)))
        } else {
            Ok(found)
        }
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
    let whole = |n: f64| n.max(0.0).ceil() as u64;
    Ok(match node.tag_name().name() {
        "feTurbulence" => 40 * whole(most("numOctaves", 12.0)?).max(1),
        "feGaussianBlur" | "feDropShadow" => {
            most("stdDeviation", 1_000.0)?;
            20
        }
        "feMorphology" => {
            // The radius is scaled as the pixels are.
            let side = 8 * whole(most("radius", 20.0)?) + 1;
            side * side
        }
        "feConvolveMatrix" => {
            let side = whole(most("order", 15.0)?).max(3);
            side * side
        }
        "feDiffuseLighting" | "feSpecularLighting" => 40,
        name if name.starts_with("fe") => 5,
        _ => 0,
    })
}
