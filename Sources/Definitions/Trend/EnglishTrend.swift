/// A trend in English, sentence by sentence.
struct EnglishTrend {
    let trend: Trend

    var text: String {
        ([question, range, filters] + formulas
            + [compare, EnglishScope.segments(trend.segments), breakdown])
            .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        let measures = English.list(trend.series.map(Self.measure), "and")
        let period = trend.period.rawValue
        let head = period.prefix(1).uppercased() + period.dropFirst()
        return "\(head) by \(period), what is \(measures)?"
    }

    private static func measure(_ series: Trend.Series) -> String {
        let events = EnglishScope.step(series.matcher)
        switch series.measure {
        case .count: return "the count of \(events)"
        case .users: return "the number of users with \(events)"
        case .countPerUser: return "the count of \(events) per user who has one"
        case .sum(let name): return "the sum of \(name) over \(events)"
        case .average(let name): return "the average of \(name) over \(events)"
        case .minimum(let name): return "the least \(name) of \(events)"
        case .maximum(let name): return "the greatest \(name) of \(events)"
        case .percentile(let name, 50): return "the median of \(name) over \(events)"
        case .percentile(let name, let percent):
            return "the value that \(percent) % of \(name) do not exceed over \(events)"
        case .sumPerUser(let name):
            return "the sum of \(name) over \(events) per user who has one"
        }
    }

    private var range: String? {
        trend.scope.range.map { "Events count \(EnglishScope.words($0))." }
    }

    private var filters: String? { EnglishScope.filters(trend.scope) }

    private var formulas: [String] {
        trend.formulas.map { formula in
            let ratio = "series \(formula.numerator) divided by series \(formula.denominator)"
            guard let label = formula.label else { return "Also shown is \(ratio)." }
            return "\(English.quoted(label)) is \(ratio)."
        }
    }

    private var compare: String? {
        switch trend.compare {
        case .previousPeriod: "Compared with the time of the same length before."
        case .previousYear: "Compared with the same time one year earlier."
        case nil: nil
        }
    }

    private var breakdown: String? {
        trend.breakdown.map { breakdown in
            let values =
                breakdown.limit == 1
                ? "the most frequent value" : "the \(breakdown.limit) most frequent values"
            return switch breakdown.subject {
            case .attribute(let name): "Split by the user's \(name), \(values)."
            case .property(let name): "Split by \(name), \(values)."
            }
        }
    }
}
