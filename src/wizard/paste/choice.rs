use super::{Index, Motion};
use crate::paste::FoundSubscription;

/// How many matches are drawn while typing goes on: what fits into view. The rest follows when it rests.
const AT_ONCE: usize = 8;

/// How many matches “Show 50 more” adds; the same number is drawn at first.
const PAGE: usize = 50;

/// How far Page Up and Page Down go.
const SCREEN: usize = 8;

/// Many subscriptions, of which one or some are to be chosen: a list with a search that keeps up with typing.
///
/// Each keystroke looks for the first few matches only; how many there are in all is found out once
/// typing rests, and before a key needs to know.
#[derive(Debug)]
pub struct Choice {
    list: Vec<FoundSubscription>,
    index: Index,
    source: &'static str,
    several_tenants: bool,
    query: Box<str>,
    number: u32,
    /// Places in the list.
    matches: Vec<u32>,
    /// Whether `matches` holds all of them.
    complete: bool,
    shown: usize,
    marked: Option<usize>,
    /// Which ones are picked, by their places in the list; empty where only one is to be chosen.
    picked: Vec<bool>,
    said: usize,
    open: bool,
}

impl Choice {
    /// The choice among `list`, in its order. The tool's default one is marked.
    pub fn new(list: Vec<FoundSubscription>, source: &'static str) -> Self {
        let marked = list.iter().position(|one| one.is_default && one.enabled);
        let tenant = list.first().and_then(|one| one.tenant);
        let several_tenants = list.iter().any(|one| one.tenant != tenant);
        let mut choice = Self {
            index: Index::new(&list),
            list,
            source,
            several_tenants,
            query: "".into(),
            number: 0,
            matches: Vec::new(),
            complete: false,
            shown: 0,
            marked,
            picked: Vec::new(),
            said: 0,
            open: false,
        };
        choice.rest();
        choice
    }

    /// The same where several can be chosen. The ones for which `here` holds are picked.
    pub fn of_many(
        list: Vec<FoundSubscription>,
        source: &'static str,
        here: impl Fn(&FoundSubscription) -> bool,
    ) -> Self {
        let picked = list.iter().map(|one| one.enabled && here(one)).collect();
        Self { picked, ..Self::new(list, source) }
    }

    /// Whether several can be chosen.
    pub fn is_many(&self) -> bool {
        !self.picked.is_empty()
    }

    /// Whether the one at a place in the list is picked.
    pub fn is_picked(&self, at: usize) -> bool {
        self.picked.get(at).copied().unwrap_or_default()
    }

    /// Those that are picked, in the order of the list.
    pub fn picked(&self) -> impl Iterator<Item = &FoundSubscription> {
        self.list.iter().zip(&self.picked).filter(|(_, picked)| **picked).map(|(one, _)| one)
    }

    /// How many are picked.
    pub fn picked_count(&self) -> usize {
        self.picked.iter().filter(|picked| **picked).count()
    }

    /// How many match and can be picked; not known before typing rests.
    pub fn pickable(&self) -> Option<usize> {
        self.count().map(|_| self.matches.iter().filter(|at| self.can_pick(**at)).count())
    }

    fn can_pick(&self, at: u32) -> bool {
        self.list.get(at as usize).is_some_and(|one| one.enabled)
    }

    /// Picks the one at a place, or no more. The mark goes along.
    pub(super) fn pick(&mut self, at: usize, on: bool) {
        self.mark(at);
        if self.marked == Some(at)
            && let Some(picked) = self.picked.get_mut(at)
        {
            *picked = on;
        }
    }

    /// Picks all that match.
    pub(super) fn pick_all(&mut self) {
        self.rest();
        for &at in &self.matches {
            let can = self.list.get(at as usize).is_some_and(|one| one.enabled);
            if let Some(picked) = self.picked.get_mut(at as usize).filter(|_| can) {
                *picked = true;
            }
        }
    }

    /// All of them.
    pub fn list(&self) -> &[FoundSubscription] {
        &self.list
    }

    /// The code of where the list stood.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether they are of several directories, so that each one's is worth a line.
    pub fn has_several_tenants(&self) -> bool {
        self.several_tenants
    }

    /// What is searched for.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The number of this search: each keystroke has its own.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether the chooser is shown.
    pub fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self, open: bool) {
        self.open = open;
        self.search("");
        self.rest();
        // The marked one is to be seen at once.
        if let Some(at) = self.marked_place() {
            self.shown = self.shown.max((at / PAGE + 1) * PAGE);
        }
    }

    /// The matches that are drawn, each with its place in the list.
    pub fn rows(&self) -> impl Iterator<Item = (usize, &FoundSubscription)> {
        let shown = self.matches.iter().take(self.shown);
        shown.filter_map(|&at| Some((at as usize, self.list.get(at as usize)?)))
    }

    /// How many match; not known before typing rests.
    pub fn count(&self) -> Option<usize> {
        self.complete.then_some(self.matches.len())
    }

    /// How many matches are not drawn.
    pub fn left(&self) -> usize {
        self.matches.len().saturating_sub(self.shown)
    }

    /// The place in the list of the one that is marked.
    pub fn marked(&self) -> Option<usize> {
        self.marked
    }

    /// The one that is marked, as long as the search does not hide it: nobody chooses what is not seen.
    pub fn chosen(&self) -> Option<&FoundSubscription> {
        self.marked_place()?;
        self.list.get(self.marked?)
    }

    /// How many matched when typing rested last: what is said, so that not every keystroke is.
    pub fn said(&self) -> usize {
        self.said
    }

    /// Where the marked one stands among the matches.
    pub fn marked_place(&self) -> Option<usize> {
        let marked = self.marked?;
        self.matches.iter().position(|&at| at as usize == marked)
    }

    /// Looks for something else: every word of it has to be in the name or the id.
    pub(super) fn search(&mut self, query: &str) {
        self.query = query.into();
        self.number += 1;
        self.shown = AT_ONCE;
        self.find(AT_ONCE + 1);
        // Who narrows down to one means that one.
        if let &[only] = self.matches.as_slice()
            && self.complete
        {
            self.mark(only as usize);
        }
    }

    /// Typing rests: all matches are found, and the first page of them is drawn.
    pub(super) fn rest(&mut self) {
        if !self.complete {
            self.find(usize::MAX);
        }
        self.shown = self.shown.max(PAGE);
        self.said = self.matches.len();
    }

    pub(super) fn more(&mut self) {
        self.rest();
        self.shown += PAGE;
    }

    /// Marks the one at a place in the list. A disabled one cannot be marked.
    pub(super) fn mark(&mut self, at: usize) {
        if self.list.get(at).is_some_and(|one| one.enabled) {
            self.marked = Some(at);
        }
    }

    /// Moves the mark among the matches, past those that cannot be chosen.
    pub(super) fn step(&mut self, motion: Motion) {
        self.rest();
        let last = self.matches.len().saturating_sub(1);
        let here = self.marked_place();
        let (target, back) = match (motion, here) {
            (Motion::First, _) | (Motion::Next | Motion::PageDown, None) => (0, false),
            (Motion::Last, _) | (Motion::Previous | Motion::PageUp, None) => (last, true),
            (Motion::Next, Some(here)) => (here + 1, false),
            (Motion::Previous, Some(here)) => (here.wrapping_sub(1), true),
            (Motion::PageDown, Some(here)) => ((here + SCREEN).min(last), false),
            (Motion::PageUp, Some(here)) => (here.saturating_sub(SCREEN), true),
        };
        let enabled = |place: &usize| {
            let at = self.matches.get(*place).map(|&at| at as usize);
            at.and_then(|at| self.list.get(at)).is_some_and(|one| one.enabled)
        };
        // From where the key leads, on in its direction; at the end of the list, the nearest before it.
        let found = if back {
            (0..=target.min(last)).rev().find(enabled).filter(|_| target <= last)
        } else {
            (target..=last).find(enabled)
        };
        let paging = matches!(motion, Motion::PageDown | Motion::PageUp | Motion::First | Motion::Last);
        let found = found.or_else(|| match back {
            false if paging => (0..=target.min(last)).rev().find(enabled),
            true if paging => (target..=last).find(enabled),
            _ => None,
        });
        let Some(place) = found else { return };
        self.marked = self.matches.get(place).map(|&at| at as usize);
        self.shown = self.shown.max((place / PAGE + 1) * PAGE);
    }

    /// The first `limit` matches.
    fn find(&mut self, limit: usize) {
        (self.matches, self.complete) = self.index.find(&self.query, limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(number: usize) -> FoundSubscription {
        FoundSubscription {
            id: format!("c3a9e4d7-60b2-4f18-8c75-{number:012x}").parse().unwrap(),
            name: Some(format!("Équipe {number} Produktion")),
            tenant: None,
            cloud: None,
            enabled: true,
            is_default: false,
        }
    }

    fn many(count: usize) -> Choice {
        Choice::new((0..count).map(one).collect(), "az-account-list")
    }

    #[test]
    fn draws_a_page_and_more_on_request() {
        let mut choice = many(120);
        assert_eq!((choice.rows().count(), choice.left(), choice.count()), (50, 70, Some(120)));
        choice.more();
        assert_eq!((choice.rows().count(), choice.left()), (100, 20));
        choice.more();
        assert_eq!((choice.rows().count(), choice.left()), (120, 0));
    }

    #[test]
    fn a_keystroke_draws_what_is_seen_and_counts_when_typing_rests() {
        let mut choice = many(10_000);
        choice.search("équipe");
        assert_eq!((choice.rows().count(), choice.count()), (AT_ONCE, None));
        choice.search("zzz");
        assert_eq!(
            (choice.count(), choice.said()),
            (Some(0), 10_000),
            "nothing is said while somebody types"
        );
        choice.search("équipe");
        choice.rest();
        assert_eq!((choice.rows().count(), choice.count(), choice.said()), (50, Some(10_000), 10_000));
    }

    #[test]
    fn the_only_match_is_marked() {
        let mut choice = many(300);
        assert_eq!(choice.marked(), None);
        choice.search("équipe 299");
        assert_eq!(choice.marked(), Some(299));
        choice.search("");
        assert_eq!(choice.marked(), Some(299), "and stays when the search goes");
    }

    #[test]
    fn the_default_one_is_marked_unless_it_is_disabled() {
        let mut list: Vec<_> = (0..3).map(one).collect();
        list[1].is_default = true;
        assert_eq!(Choice::new(list.clone(), "").marked(), Some(1));
        list[1].enabled = false;
        assert_eq!(Choice::new(list, "").marked(), None);
    }

    #[test]
    fn keys_move_past_disabled_ones() {
        let mut list: Vec<_> = (0..120).map(one).collect();
        for at in [0, 2, 60, 119] {
            list[at].enabled = false;
        }
        let mut choice = Choice::new(list, "");
        choice.step(Motion::Next);
        assert_eq!(choice.marked(), Some(1));
        choice.step(Motion::Previous);
        assert_eq!(choice.marked(), Some(1), "nothing before it can be chosen");
        choice.step(Motion::Next);
        assert_eq!(choice.marked(), Some(3));
        choice.step(Motion::Last);
        assert_eq!((choice.marked(), choice.left()), (Some(118), 0));
        choice.step(Motion::Next);
        assert_eq!(choice.marked(), Some(118));
        choice.step(Motion::PageDown);
        assert_eq!(choice.marked(), Some(118));
        choice.step(Motion::PageUp);
        assert_eq!(choice.marked(), Some(110));
        choice.step(Motion::First);
        assert_eq!(choice.marked(), Some(1));
        choice.step(Motion::PageUp);
        assert_eq!(choice.marked(), Some(1));
        choice.mark(2);
        assert_eq!(choice.marked(), Some(1));
    }

    #[test]
    fn keys_begin_at_either_end_and_stay_in_an_empty_list() {
        let mut choice = many(30);
        choice.step(Motion::Previous);
        assert_eq!(choice.marked(), Some(29));
        let mut choice = many(30);
        choice.search("zzz");
        for motion in [Motion::Next, Motion::Previous, Motion::First, Motion::Last, Motion::PageDown] {
            choice.step(motion);
            assert_eq!(choice.marked(), None);
        }
    }

    #[test]
    fn a_mark_that_the_search_hides_is_begun_anew() {
        let mut choice = many(300);
        choice.mark(5);
        choice.search("équipe 29");
        assert_eq!((choice.marked(), choice.marked_place()), (Some(5), None));
        assert!(choice.chosen().is_none());
        choice.step(Motion::Next);
        assert_eq!(choice.marked(), Some(29));
    }

    #[test]
    fn opens_where_the_mark_is_seen() {
        let mut list: Vec<_> = (0..120).map(one).collect();
        list[70].is_default = true;
        let mut choice = Choice::new(list, "");
        choice.open(true);
        assert_eq!(choice.rows().count(), 100);
    }
}
