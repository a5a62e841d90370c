/// A verification does not take longer, in milliseconds: what began earlier began for another reason.
const LONGEST_MS: f64 = 2.0 * 3_600_000.0;

/// When a verification that is seen in the middle began, in milliseconds since 1970 by the page's own clock:
/// a page that was reloaded goes on counting where it was. `created` and `updated` are the host's, whose
/// clock need not be the page's.
pub fn began_ms(created: Option<f64>, updated: Option<f64>, now: f64) -> f64 {
    let sane = |began: &f64| (0.0..=LONGEST_MS).contains(&(now - began));
    // Where the host's clock is ahead, what lies between its two times has passed at least.
    let between = created.zip(updated).map(|(created, updated)| now - (updated - created));
    [created, between, updated].into_iter().flatten().find(sane).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::began_ms;

    const NOW: f64 = 1_800_000_000_000.0;
    const MINUTE: f64 = 60_000.0;

    #[test]
    fn a_reload_counts_on_from_when_the_connection_was_made() {
        assert_eq!(began_ms(Some(NOW - 3.0 * MINUTE), Some(NOW - MINUTE), NOW), NOW - 3.0 * MINUTE);
        assert_eq!(began_ms(Some(NOW - 3.0 * MINUTE), None, NOW), NOW - 3.0 * MINUTE);
    }

    #[test]
    fn a_host_whose_clock_is_ahead_does_not_turn_time_back() {
        assert_eq!(began_ms(Some(NOW + MINUTE), Some(NOW + 3.0 * MINUTE), NOW), NOW - 2.0 * MINUTE);
        assert_eq!(began_ms(Some(NOW + MINUTE), None, NOW), NOW);
    }

    #[test]
    fn an_old_connection_that_is_verified_again_has_just_begun() {
        let year = 365.0 * 24.0 * 60.0 * MINUTE;
        assert_eq!(began_ms(Some(NOW - year), Some(NOW - MINUTE), NOW), NOW - MINUTE);
        assert_eq!(began_ms(Some(NOW - year), Some(NOW - year), NOW), NOW);
    }

    #[test]
    fn a_host_that_tells_no_times_leaves_the_pages_own() {
        assert_eq!(began_ms(None, None, NOW), NOW);
        assert_eq!(began_ms(Some(f64::NAN), Some(f64::NAN), NOW), NOW);
        assert_eq!(began_ms(None, Some(NOW - MINUTE), NOW), NOW - MINUTE);
    }
}
