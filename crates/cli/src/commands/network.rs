//! `detente network` and `detente forecast`.

use std::io::Write;

use anyhow::{Context, Result, bail};
use detente_chart::Form;
use detente_memory::Store;
use detente_reading::Source;
use detente_reading::outlook::{Ask, Outlook, outlook};
use detente_reading::web::web;
use detente_relations::{Day, Side, Step, network};

use crate::args_relations::{Ahead, ForecastArgs, ForecastFormat, NetworkArgs, NetworkFormat};
use crate::commands::query;
use crate::commands::relation::{name, side, step};
use crate::exit::{Exit, Usage};
use crate::output;

/// Days that a forecast learns from when no first day is given.
const YEARS: Day = 3 * 366;

/// Shows all relations at once.
pub fn network(args: &NetworkArgs) -> Result<Exit> {
    let store = Store::open(&args.store.dir)?;
    let (since, until) = days(args.since.as_deref(), args.until.as_deref())?;
    let source = Source::read(&store, since, until)?;
    let Some(web) = web(&source, since, until, step(args.by), args.least) else {
        bail!(
            "the store holds no pair of actors with at least {} events in these days; lower --least or widen the days",
            args.least
        );
    };
    let mut out = output::open(args.out.as_deref())?;
    let text = match args.format {
        NetworkFormat::Text => web.text(&name),
        NetworkFormat::Json => serde_json::to_string_pretty(&web).context("the network cannot be written")? + "\n",
        NetworkFormat::Graphml => network::graphml(&web.network, &web.bloc_of, &web.between),
        NetworkFormat::Gexf => network::gexf(&web.network, &web.bloc_of, &web.between),
        NetworkFormat::Svg => web.chart().svg(Form::Standalone) + "\n",
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Foretells.
pub fn forecast(args: &ForecastArgs) -> Result<Exit> {
    let store = Store::open(&args.store.dir)?;
    let (since, until) = days(args.since.as_deref(), args.until.as_deref())?;
    let source = Source::read(&store, None, until)?;
    let pairs = pairs(args, &source)?;
    let last = source.occurrences.iter().map(|o| o.day).max();
    let since = since.or(last.map(|day| day - YEARS));
    let lengths: &[usize] = match args.next {
        Ahead::Week => &[1],
        Ahead::Month => &[4],
        Ahead::Both => &[1, 4],
    };
    let mut made: Vec<Outlook> = Vec::new();
    for length in lengths {
        let ask =
            Ask { pairs: pairs.clone(), since, until, step: Step::Week, length: *length, least: args.least.max(1) };
        made.extend(outlook(&source, &ask));
    }
    if made.is_empty() {
        bail!("the store holds no event in these days, so there is nothing to learn from");
    }
    let mut out = output::open(args.out.as_deref())?;
    let text = match args.format {
        ForecastFormat::Text => made.iter().map(|o| o.text(&name)).collect::<Vec<_>>().join("\n"),
        ForecastFormat::Json => serde_json::to_string_pretty(&made).context("the forecast cannot be written")? + "\n",
        ForecastFormat::Svg => match made.iter().find_map(Outlook::calibration) {
            Some(plot) => plot.svg(Form::Standalone) + "\n",
            None => bail!("the past is too short to test forecasts on it, so there is no calibration to draw"),
        },
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The pairs that are asked for, both directions; none when no side is given.
fn pairs(args: &ForecastArgs, source: &Source) -> Result<Vec<(String, String)>> {
    let (Some(one), Some(other)) = (&args.one, &args.other) else { return Ok(Vec::new()) };
    let code = |text: &str| -> Result<String> {
        match side(text, source)? {
            Side::Actor(code) => Ok(code.to_string()),
            side => Err(Usage(format!("forecasts are of states and bodies, and '{side}' is none: write PRK")).into()),
        }
    };
    let (one, other) = (code(one)?, code(other)?);
    if one == other {
        return Err(Usage(format!("a relation has two sides, and '{one}' is given for both")).into());
    }
    let held = |a: &str, b: &str| {
        let way = detente_relations::Dyad::between(a, b);
        source.occurrences.iter().any(|o| way.holds(o))
    };
    if !held(&one, &other) && !held(&other, &one) {
        bail!("the store holds no event between {one} and {other}; `detente events --actor {one}` lists what it holds");
    }
    Ok(vec![(one.clone(), other.clone()), (other, one)])
}

fn days(since: Option<&str>, until: Option<&str>) -> Result<(Option<Day>, Option<Day>)> {
    let since = since.map(|t| query::date("--since", t, false)).transpose()?;
    let until = until.map(|t| query::date("--until", t, true)).transpose()?;
    if since.zip(until).is_some_and(|(a, b)| a > b) {
        return Err(Usage("--since lies after --until".into()).into());
    }
    Ok((since, until))
}
