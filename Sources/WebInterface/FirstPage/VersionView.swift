import Definitions

/// How many authentications succeed, by app version; a version that stands out is named.
struct VersionView {
    let report: PaymentReport
    let language: Language

    private var figures: Figures { Figures(language: language) }

    private func words(_ phrase: Phrase) -> String { phrase.text(in: language) }

    private func wordsWithSystem(_ phrase: Phrase) -> String {
        phrase.text(
            in: language, ["@": PaymentChoice.title(ofSystem: report.choice.systemOfVersions)])
    }

    struct Row: Hashable {
        let value: BreakdownValue
        let attempts: Int
        let successes: Int

        var rate: Double { attempts == 0 ? 0 : Double(successes) / Double(attempts) }
    }

    /// The breakdown's values, versions in their own order, `(none)` and `(other)` last.
    var rows: [Row] {
        let series = report.versions?.series ?? []
        return series.compactMap { series in
            guard let value = series.breakdown, let attempts = series.tally.reached.first,
                let successes = series.tally.reached.last, attempts > 0
            else { return nil }
            return Row(value: value, attempts: attempts, successes: successes)
        }.sorted { Self.precedes($0.value, $1.value) }
    }

    private static func precedes(_ one: BreakdownValue, _ two: BreakdownValue) -> Bool {
        guard case .value(let first) = one else { return false }
        guard case .value(let second) = two else { return true }
        func numbers(_ text: String) -> [Int] { text.split(separator: ".").compactMap { Int($0) } }
        return numbers(first).lexicographicallyPrecedes(numbers(second))
    }

    /// The success of all other versions together.
    private func rateElsewhere(than row: Row) -> Double? {
        let others = rows.filter { $0 != row }
        let attempts = others.reduce(0) { $0 + $1.attempts }
        guard attempts > 0 else { return nil }
        return Double(others.reduce(0) { $0 + $1.successes }) / Double(attempts)
    }

    /// A version stands out with at least 30 attempts and a success 20 points below the others'.
    func standsOut(_ row: Row) -> Bool {
        guard case .value = row.value, row.attempts >= 30, let elsewhere = rateElsewhere(than: row)
        else { return false }
        return row.rate < elsewhere - 0.2
    }

    var html: HTML {
        guard !rows.isEmpty else { return "" }
        return """
            <section class="card" aria-labelledby="versions">
            <h2 id="versions">\(wordsWithSystem(.versions))</h2>
            <p>\(wordsWithSystem(.versionsExplained))</p>
            \(finding)
            <div class="scroll" tabindex="0" role="region" aria-labelledby="versions">
            <table id="by-version">
            <thead><tr><th scope="col">\(words(.version))</th>\
            <th scope="col" class="number">\(words(.attempts))</th>\
            <th scope="col" class="number">\(words(.succeeded))</th>\
            <th scope="col" class="wide">\(words(.rate))</th></tr></thead>
            <tbody>
            \(rows.map(row))
            </tbody>
            </table>
            </div>
            </section>
            """
    }

    private var finding: HTML {
        guard let row = rows.filter(standsOut).min(by: { $0.rate < $1.rate }),
            let elsewhere = rateElsewhere(than: row)
        else { return "" }
        let text = Phrase.weakFound.text(
            in: language,
            ["@": title(row), "#": figures.share(row.rate), "%": figures.share(elsewhere)])
        return "<p class=\"finding alarm\">\(text)</p>"
    }

    private func title(_ row: Row) -> String {
        switch row.value {
        case .value(let version): version
        case .none: words(.none)
        case .other: words(.other)
        }
    }

    private func row(_ row: Row) -> HTML {
        let isWeak = standsOut(row)
        let mark: HTML = isWeak ? " <span class=\"mark\">\(words(.weak))</span>" : ""
        let tenths = Int((row.rate * 1000).rounded())
        return """
            <tr\(isWeak ? " class=\"weak\"" as HTML : "")>\
            <th scope="row">\(title(row))\(mark)</th>\
            <td class="number">\(figures.count(row.attempts))</td>\
            <td class="number">\(figures.count(row.successes))</td>\
            <td class="wide"><span class="rate">\(figures.share(row.rate))</span>\
            <svg class="across" viewBox="0 0 100 10" preserveAspectRatio="none" \
            aria-hidden="true" focusable="false"><rect class="ground" width="100" height="10"/>\
            <rect class="kept" width="\(tenths / 10).\(tenths % 10)" height="10"/></svg></td></tr>
            """
    }
}
