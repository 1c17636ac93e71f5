//! The tree of a drawing -> what of it is kept, or what acts in it.
//!
//! Elements and attributes that draw are in two lists; what is in neither is left out, since nothing shows it. What would run,
//! load or lead somewhere is no oversight of an editor's program but the drawing's own will: that is refused.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use roxmltree::{Attribute, Document, Node};

use super::{Fault, css};
use crate::picture::base64::{bytes, letters};
use crate::picture::metadata::Keep;
use crate::picture::{Format, Orientation, raster, upright};

pub(in crate::picture) const SVG: &str = "http://www.w3.org/2000/svg";
pub(in crate::picture) const XLINK: &str = "http://www.w3.org/1999/xlink";
pub(in crate::picture) const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that draw, describe, or move what is drawn (SVG 2; SVG 1.1 where programs still write it; Filter Effects).
static ELEMENTS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "a animate animateColor animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix \
     feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood \
     feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight \
     feSpecularLighting feSpotLight feTile feTurbulence filter font font-face font-face-name font-face-src g glyph hkern image line \
     linearGradient marker mask missing-glyph mpath path pattern polygon polyline radialGradient rect set solidcolor stop style svg \
     switch symbol text textPath title tspan tref use view vkern"
        .split_whitespace()
        .collect()
});

/// Elements that run, load or embed, by their name in lower case and in whatever namespace.
const ACTIVE: [&str; 16] = [
    "script",
    "handler",
    "listener",
    "iframe",
    "frame",
    "embed",
    "object",
    "applet",
    "audio",
    "video",
    "html",
    "body",
    "link",
    "base",
    "font-face-uri",
    "color-profile",
];

/// Attributes that draw, describe or move.
static ATTRIBUTES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "accent-height accumulate additive alignment-baseline alphabetic amplitude arabic-form ascent attributeName attributeType \
     azimuth baseFrequency baseline-shift bbox begin bias by calcMode cap-height class clip clip-path clip-rule clipPathUnits color \
     color-interpolation color-interpolation-filters color-rendering cx cy d descent diffuseConstant dir direction display divisor \
     dominant-baseline dur dx dy edgeMode elevation end exponent fill fill-opacity fill-rule filter filterUnits flood-color \
     flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style \
     font-variant font-variation-settings font-weight fr from fx fy g1 g2 glyph-name glyph-orientation-horizontal \
     glyph-orientation-vertical gradientTransform gradientUnits hanging height horiz-adv-x horiz-origin-x horiz-origin-y href \
     hreflang id ideographic image-rendering in in2 inline-size intercept isolation k k1 k2 k3 k4 kernelMatrix kernelUnitLength \
     kerning keyPoints keySplines keyTimes lang lengthAdjust letter-spacing lighting-color limitingConeAngle line-height marker \
     marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits mathematical \
     max method min mix-blend-mode mode name numOctaves offset opacity operator order orient orientation origin overflow \
     overline-position overline-thickness paint-order panose-1 path pathLength patternContentUnits patternTransform patternUnits \
     pointer-events points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY rel \
     repeatCount repeatDur requiredExtensions requiredFeatures restart result role rotate rx ry scale seed shape-inside \
     shape-rendering side slope solid-color solid-opacity spacing specularConstant specularExponent spreadMethod startOffset \
     stdDeviation stemh stemv stitchTiles stop-color stop-opacity strikethrough-position strikethrough-thickness stroke \
     stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style \
     surfaceScale systemLanguage tabindex tableValues target targetX targetY text-align text-anchor text-decoration text-indent \
     text-orientation text-overflow text-rendering text-transform textLength title to transform transform-box transform-origin type \
     u1 u2 underline-position underline-thickness unicode unicode-bidi unicode-range units-per-em values vector-effect version \
     vert-adv-y vert-origin-x vert-origin-y viewBox viewTarget visibility white-space width widths word-spacing writing-mode x \
     x-height x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan"
        .split_whitespace()
        .collect()
});

/// Schemes of links that a drawing may have; relative ones may be, too.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What is kept of a drawing: elements, with the attributes that are written for them.
#[derive(Debug, Default)]
pub(in crate::picture) struct Kept<'a> {
    pub elements: BTreeMap<usize, Vec<(Name, Cow<'a, str>)>>,
}

/// The name of an attribute as it is written.
pub(in crate::picture) type Name = String;

/// Looks at every node. Elements that are in no list go with all that is in them.
pub(in crate::picture) fn kept<'a>(document: &'a Document<'_>) -> Result<Kept<'a>, Fault> {
    let mut kept = Kept::default();
    for node in document.root().descendants() {
        if let Some(pi) = node.pi()
            && pi.target.eq_ignore_ascii_case("xml-stylesheet")
        {
            return Err(Fault::active(say!("holds an instruction to load a style (`xml-stylesheet`)"), node.range()));
        }
        if !node.is_element() {
            continue;
        }
        acts(node)?;
        let name = node.tag_name().name();
        let is_ours = node.tag_name().namespace().is_none_or(|space| space == SVG) && ELEMENTS.contains(name);
        let parent = node.parent_element();
        if !is_ours || parent.is_some_and(|p| !kept.elements.contains_key(&p.id().get_usize())) {
            // What is left out is looked at all the same: it must not act, or it would not be what an editor thinks it is.
            continue;
        }
        if name == "style"
            && let Some(way) = css::outside(&text_of(node))
        {
            return Err(Fault::active(say!("holds a style that loads something (`{way}`)", way), node.range()));
        }
        let attributes: Result<Vec<_>, Fault> = node.attributes().filter_map(|a| attribute(node, a).transpose()).collect();
        kept.elements.insert(node.id().get_usize(), attributes?);
    }
    Ok(kept)
}

/// The text of an element and of all in it.
pub(in crate::picture) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect()
}

/// Refuses elements that run, and markup of pages.
fn acts(node: Node<'_, '_>) -> Result<(), Fault> {
    let name = node.tag_name().name();
    let lower = name.to_ascii_lowercase();
    if ACTIVE.contains(&lower.as_str()) {
        let what = if lower == "script" { say!("holds a script") } else { say!("holds `{name}`", name) };
        return Err(Fault::active(what, node.range()));
    }
    if node.tag_name().namespace() == Some(XHTML) {
        return Err(Fault::active(say!("holds `{name}` of a web page", name), node.range()));
    }
    // Some programs keep their own format in one, which nobody draws.
    if lower == "foreignobject" {
        let is_theirs = node.attribute("requiredExtensions").is_some()
            && node.descendants().skip(1).filter(Node::is_element).all(|n| n.tag_name().namespace().is_some_and(|s| s != SVG));
        if !is_theirs {
            return Err(Fault::active(say!("holds foreign markup (`foreignObject`)"), node.range()));
        }
    }
    for attribute in node.attributes() {
        if attribute.name().to_ascii_lowercase().starts_with("on") {
            return Err(Fault::active(say!("holds an event handler (`{name}`)", name = attribute.name()), attribute.range()));
        }
    }
    Ok(())
}

/// An attribute as it is written; nothing for one that is left out.
fn attribute<'a>(node: Node<'a, '_>, own: Attribute<'a, '_>) -> Result<Option<(Name, Cow<'a, str>)>, Fault> {
    let value = own.value();
    let name = match own.namespace() {
        Some(XLINK) if matches!(own.name(), "href" | "title") => format!("xlink:{}", own.name()),
        Some(XML) if matches!(own.name(), "lang" | "space") => format!("xml:{}", own.name()),
        None if ATTRIBUTES.contains(own.name()) || own.name().starts_with("aria-") => own.name().to_owned(),
        Some(_) | None => return Ok(None),
    };
    if own.name() == "href" {
        return Ok(Some((name, reference(node, own)?)));
    }
    if own.name() == "attributeName" && !ATTRIBUTES.contains(value.trim().trim_start_matches("xlink:")) {
        return Err(Fault::active(say!("changes an attribute as it moves (`{name}`)", name = value.trim()), own.range()));
    }
    let moved = value.trim().trim_start_matches("xlink:").to_ascii_lowercase();
    if own.name() == "attributeName" && (moved == "href" || moved == "style" || moved.starts_with("on")) {
        return Err(Fault::active(say!("changes an attribute as it moves (`{name}`)", name = value.trim()), own.range()));
    }
    if let Some(way) = css::outside(value).filter(|_| !matches!(own.name(), "id" | "class" | "title" | "d" | "points")) {
        return Err(Fault::active(
            say!("loads something from outside (`{way}` in `{name}`)", way, name = own.name()),
            own.range(),
        ));
    }
    Ok(Some((name, Cow::Borrowed(value))))
}

/// Where an element leads, or what it shows.
fn reference<'a>(node: Node<'a, '_>, own: Attribute<'a, '_>) -> Result<Cow<'a, str>, Fault> {
    let value = own.value();
    // What browsers leave out before they look at an address (URL, 4.1).
    let bare: String = value.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if bare.starts_with('#') || bare.is_empty() {
        return Ok(Cow::Borrowed(value));
    }
    match node.tag_name().name() {
        "a" => {
            let scheme =
                bare.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(s, _)| s.to_ascii_lowercase());
            match scheme {
                Some(scheme) if !SCHEMES.contains(&scheme.as_str()) => {
                    Err(Fault::active(say!("holds a link that begins with `{scheme}:`", scheme), own.range()))
                }
                Some(_) | None => Ok(Cow::Owned(bare)),
            }
        }
        "image" | "feImage" => embedded(&bare, own),
        name => Err(Fault::active(say!("loads something from outside (`{name}`)", name), own.range())),
    }
}

/// A picture within the drawing, without its metadata.
fn embedded<'a>(address: &str, own: Attribute<'a, '_>) -> Result<Cow<'a, str>, Fault> {
    let outside = || Fault::active(say!("shows a picture from outside"), own.range());
    let (head, data) = address.split_once(',').ok_or_else(outside)?;
    if !head.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
        return Err(outside());
    }
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Err(Fault::active(say!("holds a picture within it that is not in base64"), own.range()));
    }
    let unfit = |why: &str| Fault { range: Some(own.range()), ..Fault::unfit(say!("holds a picture within it that {why}", why)) };
    let bytes = bytes(data.as_bytes()).ok_or_else(|| unfit(phrase!("cannot be read")))?;
    if super::is_drawing(&bytes) {
        return Err(Fault::active(say!("holds a drawing within it"), own.range()));
    }
    let probed = raster::probe(&bytes).map_err(|_| unfit(phrase!("is damaged, too large, or none")))?;
    // Browsers turn it, paper does not, and programs that draw have often turned it already.
    if probed.format == Format::Jpeg && probed.orientation != Orientation::Upright {
        return Err(unfit(phrase!("says that it is to be turned")));
    }
    let clean = upright::published(&bytes, Keep::default()).map_err(|_| unfit(phrase!("is damaged")))?;
    let kind = probed.format.name().to_ascii_lowercase();
    Ok(Cow::Owned(format!("data:image/{kind};base64,{}", letters(&clean))))
}
