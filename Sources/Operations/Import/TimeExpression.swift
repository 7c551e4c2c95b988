import Definitions
import Warehouses

/// SQL that turns a column into milliseconds since 1970 UTC; NULL where it holds no readable time.
///
/// Whole and fractional numbers are epoch seconds below 10^11, milliseconds below 10^14, then
/// microseconds and nanoseconds; below 10^8 they are no time, so that `20111001` is not read as
/// a day in 1970.
struct TimeExpression {
    /// Where times without an offset are read.
    let zone: Zone
    /// As `strptime` names it; nil reads ISO 8601 and epoch numbers.
    let format: String?

    func milliseconds(_ column: SQLFragment, _ kind: StoredKind) -> SQLFragment {
        let time: SQLFragment
        switch kind {
        case .text: time = format.map { formatted(column, $0) } ?? written(column)
        case .integer, .number:
            if let format { return within(formatted("CAST(\(column) AS VARCHAR)", format)) }
            time = number("TRY_CAST(\(column) AS DOUBLE)")
        case .instant: time = instant("\(column)")
        case .localTime, .date: time = local("CAST(\(column) AS TIMESTAMP)")
        case .boolean, .other: time = "CAST(NULL AS BIGINT)"
        }
        return within(time)
    }

    /// The years 1 to 9999, less a day on both sides for zones.
    private func within(_ time: SQLFragment) -> SQLFragment {
        "CASE WHEN \(time) BETWEEN -62135510400000 AND 253402214400000 THEN \(time) END"
    }

    private func written(_ text: SQLFragment) -> SQLFragment {
        let time: SQLFragment = "TRY_CAST(\(text) AS TIMESTAMP)"
        return """
            CASE WHEN regexp_full_match(\(text), '-?[0-9]{9,19}([.][0-9]+)?') \
            THEN \(number("TRY_CAST(\(text) AS DOUBLE)")) \
            WHEN regexp_matches(\(text), ':[0-9.]+ *([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$') \
            THEN \(instant(withOffset(text))) ELSE \(local(time)) END
            """
    }

    /// A plain cast to TIMESTAMP would drop the offset. Texts without seconds, or with a space before
    /// the offset, are brought into the one form that the cast takes.
    private func withOffset(_ text: SQLFragment) -> SQLFragment {
        """
        coalesce(TRY_CAST(\(text) AS TIMESTAMPTZ), TRY_CAST(regexp_replace(regexp_replace(\
        upper(\(text)), '([T ][0-9]{2}:[0-9]{2}) *([Z+-])', '\\1:00\\2'), ' +([Z+-])', '\\1') \
        AS TIMESTAMPTZ))
        """
    }

    private func formatted(_ text: SQLFragment, _ format: String) -> SQLFragment {
        // Written out: the format decides whether the result has an offset when it is bound.
        let time: SQLFragment = "try_strptime(\(text), \(literal: format))"
        return format.contains("%z") ? instant(time) : local(time)
    }

    private func instant(_ time: SQLFragment) -> SQLFragment {
        "CASE WHEN isfinite(\(time)) THEN epoch_ms(\(time)) END"
    }

    private func local(_ time: SQLFragment) -> SQLFragment {
        guard zone.name != "UTC" else { return instant(time) }
        let converted: SQLFragment = "epoch_ms(timezone(\(value: .text(zone.name)), \(time)))"
        guard let offset = zone.offsetSince1990 else {
            return "CASE WHEN isfinite(\(time)) THEN \(converted) END"
        }
        // The calendar of time zones takes 0.2 us a row, a subtraction nothing.
        return """
            CASE WHEN NOT isfinite(\(time)) THEN NULL \
            WHEN epoch_ms(\(time)) >= \(number: Zone.start1990) \
            THEN epoch_ms(\(time)) - \(number: offset) ELSE \(converted) END
            """
    }

    private func number(_ number: SQLFragment) -> SQLFragment {
        func within(_ limit: SQLFragment) -> SQLFragment {
            "\(number) BETWEEN -\(limit) AND \(limit)"
        }
        return """
            CAST(CASE WHEN NOT isfinite(\(number)) OR abs(\(number)) < 1e8 THEN NULL \
            WHEN \(within("1e11")) THEN round(\(number) * 1000) WHEN \(within("1e14")) \
            THEN floor(\(number)) WHEN \(within("1e17")) THEN floor(\(number) / 1000) \
            WHEN \(within("1e20")) THEN floor(\(number) / 1000000) END AS BIGINT)
            """
    }
}

extension Zone {
    static let start1990: Int64 = 631_238_400_000

    /// The offset from UTC in milliseconds where it is the same from 1990 to 2040.
    var offsetSince1990: Int64? {
        let fortnight = 14 * TimeSpan.Unit.day.milliseconds
        let end = Self.start1990 + 50 * 366 * TimeSpan.Unit.day.milliseconds
        let offset = offset(at: Self.start1990)
        for time in stride(from: Self.start1990, to: end, by: Int(fortnight))
        where self.offset(at: time) != offset { return nil }
        return offset
    }
}
