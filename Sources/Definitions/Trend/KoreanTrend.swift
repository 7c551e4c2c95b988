/// A trend in Korean, sentence by sentence.
struct KoreanTrend {
    let trend: Trend

    var text: String {
        ([question, range, filters] + formulas
            + [compare, KoreanScope.segments(trend.segments), breakdown])
            .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        let measures = trend.series.map(Self.measure).joined(separator: ", ")
        return "\(measures)의 \(period) 추이는 어떤가요?"
    }

    private var period: String {
        switch trend.period {
        case .hour: "시간별"
        case .day: "일별"
        case .week: "주별"
        case .month: "월별"
        }
    }

    private static func measure(_ series: Trend.Series) -> String {
        let words = KoreanScope.step(series.matcher)
        let isNamed = series.matcher.conditions.allSatisfy { $0.event != nil }
        let events = isNamed ? words + " 이벤트" : words
        switch series.measure {
        case .count: return "\(events) 건수"
        case .users: return "\(events) 사용자 수"
        case .countPerUser: return "\(events) 사용자 1인당 건수"
        case .sum(let name): return "\(events)의 \(name) 합계"
        case .average(let name): return "\(events)의 \(name) 평균"
        case .minimum(let name): return "\(events)의 \(name) 최솟값"
        case .maximum(let name): return "\(events)의 \(name) 최댓값"
        case .percentile(let name, 50): return "\(events)의 \(name) 중앙값"
        case .percentile(let name, let percent): return "\(events)의 \(name) \(percent)백분위수"
        case .sumPerUser(let name): return "\(events)의 사용자 1인당 \(name) 합계"
        }
    }

    private var range: String? {
        trend.scope.range.map { "\(KoreanScope.words($0)) 이벤트만 셉니다." }
    }

    private var filters: String? { KoreanScope.filters(trend.scope) }

    private var formulas: [String] {
        trend.formulas.map { formula in
            let ratio = "\(formula.numerator)번 계열을 \(formula.denominator)번 계열로 나눈 값"
            guard let label = formula.label else { return "\(ratio)도 보여 줍니다." }
            return "\(Korean.quoted(label)) 항목은 \(ratio)입니다."
        }
    }

    private var compare: String? {
        switch trend.compare {
        case .previousPeriod: "바로 앞의 같은 길이 기간과 비교합니다."
        case .previousYear: "1년 전 같은 기간과 비교합니다."
        case nil: nil
        }
    }

    private var breakdown: String? {
        trend.breakdown.map { breakdown in
            let subject =
                switch breakdown.subject {
                case .attribute(let name): "사용자의 \(name)"
                case .property(let name): "이벤트의 \(name)"
                }
            return "\(subject) 값별로 나누어 상위 \(breakdown.limit)개를 보여 줍니다."
        }
    }
}
