//! A block of the theme: its parameters as `theme.yaml` declares them.

use std::collections::BTreeMap;

use crate::diag::Diagnostics;
use crate::diag::codes::yaml as codes;
use crate::figure::block::{Argument, Block, ParamType};
use crate::figure::number_format;
use crate::yaml::{Fields, Value};

use super::ReadContext;
use super::value::At;

/// Reads the arguments of a block.
pub fn read(name: &str, fields: &mut Fields<'_>, context: ReadContext<'_>, diags: &mut Diagnostics) -> Option<Block> {
    let parameters = context.declared.get(name)?;
    let mut arguments = BTreeMap::new();
    let before = diags.iter().count();
    let known: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
    let yaml = fields.yaml();
    for (given, _, _) in fields.entries() {
        if !known.contains(&given)
            && let Some(span) = fields.key_span(given)
        {
            diags.push(codes::unknown_field(span, given, &known));
        }
    }
    for parameter in parameters {
        let given = fields.entries().find(|(n, _, v)| *n == parameter.name && v.value != Value::Null);
        let Some((_, _, node)) = given else {
            let is_told = fields.misspelt(&parameter.name).is_some_and(|written| !known.contains(&written));
            if parameter.required && !is_told {
                diags.push(codes::missing_field(yaml.span(fields.node()), &parameter.name, say!("the block `{name}`", name)));
            }
            continue;
        };
        let at = At { yaml, node, shared: false };
        let argument = match parameter.takes {
            ParamType::Text => at.text(&parameter.name, context, diags).map(Argument::Text),
            ParamType::Number => at
                .number(&parameter.name, context, diags)
                .flatten()
                .map(|n| Argument::Text(number_format::exact(n, context.locales.get(context.locale)))),
            ParamType::Bool => match node.value {
                Value::Bool(value) => Some(Argument::Bool(value)),
                Value::Null | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => {
                    diags.push(codes::wrong_type(at.span(), &parameter.name, "true or false", node.describe()));
                    None
                }
            },
            ParamType::Texts => {
                let items = at.items(&parameter.name, diags);
                Some(Argument::Texts(items.into_iter().filter_map(|item| item.text(&parameter.name, context, diags)).collect()))
            }
        };
        arguments.extend(argument.map(|a| (parameter.name.clone(), a)));
    }
    (diags.iter().count() == before).then(|| Block { name: name.to_owned(), arguments })
}
