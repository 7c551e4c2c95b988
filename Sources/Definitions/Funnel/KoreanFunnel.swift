/// A funnel in Korean, sentence by sentence.
struct KoreanFunnel {
    let funnel: Funnel

    var text: String {
        ([question, unit, stepWindow, range, filters] + exclusions + [hold, segments, breakdown])
            .compactMap(\.self).joined(separator: " ")
    }

    private var question: String {
        "\(steps) 단계를 \(order) \(window)거친 \(subject)"
    }

    private var subject: String {
        switch funnel.unit {
        case .user: "사용자는 몇 명인가요?"
        case .session: "세션은 몇 개인가요?"
        case .entry: "진입은 몇 건인가요?"
        }
    }

    private var unit: String? {
        switch funnel.unit {
        case .user: nil
        case .session: "모든 단계가 한 세션 안에 있어야 합니다."
        case .entry: "첫 단계에 들어올 때마다 한 건으로 셉니다."
        }
    }

    private var steps: String {
        funnel.steps.map(Self.step).joined(separator: funnel.order == .unordered ? ", " : " → ")
    }

    private var order: String {
        switch funnel.order {
        case .ordered: "이 순서대로"
        case .strict: "다른 이벤트 없이 이 순서대로 연달아"
        case .unordered: "순서와 상관없이"
        }
    }

    private var window: String { funnel.window.map { Korean.span($0) + " 안에 " } ?? "" }

    private var stepWindow: String? {
        funnel.stepWindow.map { "한 단계에서 다음 단계까지는 최대 \(Korean.span($0))입니다." }
    }

    private var range: String? {
        funnel.range.map { "첫 단계는 \(Self.words($0)) 이벤트만 셉니다." }
    }

    static func words(_ range: TimeRange) -> String {
        switch range {
        case .fixed(let from, let to): "\(from.text)부터 \(to.text) 전까지의"
        case .last(1, let unit): words(.this(unit))
        case .last(let count, let unit): "최근 \(count)\(counter(unit))의"
        case .this(let unit): ["이번 시간의", "오늘의", "이번 주의", "이번 달의", "올해의"][unit.index]
        case .previous(let unit): ["지난 시간의", "어제의", "지난주의", "지난달의", "작년의"][unit.index]
        }
    }

    private static func counter(_ unit: TimeRange.Unit) -> String {
        ["시간", "일", "주", "개월", "년"][unit.index]
    }

    private var filters: String? {
        funnel.filters.isEmpty
            ? nil : "\(KoreanFilter.all(funnel.filters, ending: .modifier)) 이벤트만 사용합니다."
    }

    private var exclusions: [String] {
        funnel.exclusions.map { exclusion in
            "\(exclusion.afterStep)단계와 \(exclusion.beforeStep)단계 사이에 "
                + "\(Self.step(exclusion.matcher)) 이벤트가 있으면 그 시도는 거기에서 끝납니다."
        }
    }

    private var hold: String? {
        funnel.hold.isEmpty
            ? nil : "모든 단계에서 \(funnel.hold.joined(separator: ", ")) 값이 같아야 합니다."
    }

    private var segments: String? {
        guard funnel.segments != [.all] else { return nil }
        let groups = funnel.segments.map { choice in
            switch choice {
            case .all: "전체 사용자"
            case .members(let id): "\(Korean.quoted(id)) 세그먼트에 속한 사용자"
            case .others(let id): "\(Korean.quoted(id)) 세그먼트에 속하지 않은 사용자"
            }
        }
        return groups.count == 1
            ? "\(groups[0])만 셉니다." : "비교 대상은 \(groups.joined(separator: ", "))입니다."
    }

    private var breakdown: String? {
        funnel.breakdown.map { breakdown in
            let subject =
                switch breakdown.subject {
                case .attribute(let name): "사용자의 \(name)"
                case .property(let name, let step): "\(step)단계 이벤트의 \(name)"
                }
            return "\(subject) 값별로 나누어 상위 \(breakdown.limit)개를 보여 줍니다."
        }
    }

    /// `pay(amount 값이 100 이상인 경우) 또는 transfer`; with a label `결제[pay]`.
    static func step(_ matcher: EventMatcher) -> String {
        let words = matcher.conditions.map { condition in
            let event = condition.event ?? "이벤트"
            guard !condition.filters.isEmpty else { return event }
            return "\(event)(\(KoreanFilter.all(condition.filters, ending: .modifier)) 경우)"
        }.joined(separator: " 또는 ")
        guard let label = matcher.label, label != words else { return words }
        return "\(label)[\(words)]"
    }
}

extension TimeRange.Unit {
    fileprivate var index: Int {
        switch self {
        case .hour: 0
        case .day: 1
        case .week: 2
        case .month: 3
        case .year: 4
        }
    }
}
