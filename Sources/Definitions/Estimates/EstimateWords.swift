extension Estimate {
    /// The rule in plain words.
    ///
    ///     “top” is the most frequent category over pay.
    ///     ‘top’ 값은 pay 이벤트에서 가장 많이 나온 category 값입니다.
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishEstimate(estimate: self).text
        case .korean: KoreanEstimate(estimate: self).text
        }
    }
}

/// A rule in English.
struct EnglishEstimate {
    let estimate: Estimate

    var text: String { "\(English.quoted(estimate.name)) is \(rule)\(range)." }

    private var events: String {
        estimate.matcher.map { EnglishScope.step($0) } ?? "all events"
    }

    private var range: String {
        estimate.range.map { ", " + EnglishScope.words($0) } ?? ""
    }

    private var rule: String {
        switch estimate.rule {
        case .mostFrequent(let name): "the most frequent \(name) over \(events)"
        case .mostUsedHour: "the hour of the day with the most of \(events)"
        case .daysSinceLast: "the number of days since the last of \(events)"
        case .count: "the number of \(events)"
        case .sum(let name): "the sum of \(name) over \(events)"
        case .average(let name): "the average of \(name) over \(events)"
        case .daysActive: "the number of days with any of \(events)"
        case .first(let name): "the first \(name) over \(events)"
        case .last(let name): "the last \(name) over \(events)"
        case .rfm(.combined, let name):
            "the scores of recency, frequency and money (\(name ?? "")) over \(events)"
        case .rfm(.recency, _): "the score of recency over \(events), 1 to 5"
        case .rfm(.frequency, _): "the score of frequency over \(events), 1 to 5"
        case .rfm(.monetary, let name):
            "the score of money (\(name ?? "")) over \(events), 1 to 5"
        }
    }
}

/// A rule in Korean.
struct KoreanEstimate {
    let estimate: Estimate

    var text: String { "\(Korean.quoted(estimate.name)) 값은 \(range)\(rule)입니다." }

    private var events: String {
        estimate.matcher.map { KoreanScope.step($0) + " 이벤트" } ?? "모든 이벤트"
    }

    private var range: String {
        estimate.range.map { KoreanScope.words($0) + " " } ?? ""
    }

    private var rule: String {
        switch estimate.rule {
        case .mostFrequent(let name): "\(events)에서 가장 많이 나온 \(name) 값"
        case .mostUsedHour: "\(events)가 가장 많은 시간대"
        case .daysSinceLast: "마지막 \(events) 이후 지난 일수"
        case .count: "\(events)의 수"
        case .sum(let name): "\(events)의 \(name) 합계"
        case .average(let name): "\(events)의 \(name) 평균"
        case .daysActive: "\(events)가 있는 날의 수"
        case .first(let name): "\(events)의 첫 \(name) 값"
        case .last(let name): "\(events)의 마지막 \(name) 값"
        case .rfm(.combined, let name):
            "\(events)의 최근성, 빈도, 금액(\(name ?? "")) 점수"
        case .rfm(.recency, _): "\(events)의 최근성 점수(1~5)"
        case .rfm(.frequency, _): "\(events)의 빈도 점수(1~5)"
        case .rfm(.monetary, let name): "\(events)의 금액(\(name ?? "")) 점수(1~5)"
        }
    }
}
