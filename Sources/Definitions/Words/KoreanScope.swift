/// What questions of every kind say of their scope, in Korean.
enum KoreanScope {
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

    static func filters(_ filters: [Filter]) -> String? {
        filters.isEmpty
            ? nil : "\(KoreanFilter.all(filters, ending: .modifier)) 이벤트만 사용합니다."
    }

    /// Which events and which users count.
    static func filters(_ scope: Scope) -> String? {
        let users =
            scope.userFilters.isEmpty
            ? nil : "\(KoreanFilter.all(scope.userFilters, ending: .modifier)) 사용자만 셉니다."
        let sentences = [filters(scope.filters), users].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    static func segments(_ choices: [SegmentChoice]) -> String? {
        guard choices != [.all] else { return nil }
        let groups = choices.map { choice in
            switch choice {
            case .all: "전체 사용자"
            case .members(let id): "\(Korean.quoted(id)) 세그먼트에 속한 사용자"
            case .others(let id): "\(Korean.quoted(id)) 세그먼트에 속하지 않은 사용자"
            }
        }
        return groups.count == 1
            ? "\(groups[0])만 셉니다." : "비교 대상은 \(groups.joined(separator: ", "))입니다."
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
