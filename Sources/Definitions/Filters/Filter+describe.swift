extension Filter {
    /// The filter in plain words.
    ///
    ///     amount is at least 100        amount 값이 100 이상인 경우
    package func described(in language: Language) -> String {
        switch language {
        case .english: EnglishFilter.all([self])
        case .korean: KoreanFilter.all([self], ending: .modifier) + " 경우"
        }
    }
}

/// How filters call what they are about, where it has other names than those that filters write.
struct FilterNames {
    /// The property's name: `Gender`.
    var property: (String) -> String = { $0 }
    /// The property as the subject of a Korean clause: `성별이`.
    var koreanSubject: (String) -> String = { "\($0) 값이" }
    /// The label of a property's value; nil: none.
    var label: (String, Value) -> String? = { _, _ in nil }

    static var plain: FilterNames { FilterNames() }
}

/// How many values of a list are named; the others are counted.
let describedValueLimit = 5

/// Filters as English clauses: `os is “ios” and amount is at least 100`.
enum EnglishFilter {
    static func all(_ filters: [Filter], names: FilterNames = .plain) -> String {
        filters.map { one($0, names) }.joined(separator: " and ")
    }

    private static func one(_ filter: Filter, _ names: FilterNames) -> String {
        switch filter {
        case .comparison(let comparison):
            return names.property(comparison.property) + " " + predicate(comparison, names)
                + (comparison.orNull && comparison.operator != .isSet ? " (or has no value)" : "")
        case .anyOf(let filters):
            let words = English.list(filters.map { one($0, names) }, "or")
            return filters.count == 1 ? words : "(\(words))"
        }
    }

    private static func predicate(_ comparison: Comparison, _ names: FilterNames) -> String {
        let values = comparison.values.map {
            names.label(comparison.property, $0).map(English.quoted) ?? English.value($0)
        }
        let first = values.first ?? ""
        switch comparison.operator {
        case .equals: return "is \(first)"
        case .notEquals: return "is not \(first)"
        case .isIn: return "is " + list(values, "or")
        case .notIn:
            return values.count == 1 ? "is not \(first)" : "is none of " + list(values, "and")
        case .less: return "is less than \(first)"
        case .atMost: return "is at most \(first)"
        case .greater: return "is more than \(first)"
        case .atLeast: return "is at least \(first)"
        case .between: return "is between \(first) and \(values.last ?? "")"
        case .contains: return "contains \(first)"
        case .startsWith: return "starts with \(first)"
        case .endsWith: return "ends with \(first)"
        case .matches: return "matches the pattern \(first)"
        case .isSet: return "has a value"
        case .isNotSet: return "has no value"
        }
    }

    private static func list(_ values: [String], _ conjunction: String) -> String {
        let hidden = values.count - describedValueLimit
        let rest = hidden > 0 ? ["\(hidden) more"] : []
        return English.list(values.prefix(describedValueLimit) + rest, conjunction)
    }
}

/// Filters as Korean clauses: `os 값이 ‘ios’이고 amount 값이 100 이상인`.
enum KoreanFilter {
    /// What the clause leads to: a noun, `and`, or `or`.
    enum Ending {
        case modifier, and, or
    }

    /// The verb that carries the ending.
    private enum Verb {
        case be, notBe, exist, lack, act, end

        func with(_ ending: Ending) -> String {
            switch self {
            case .be: ["인", "이고", "이거나"][ending.index]
            case .notBe: [" 아닌", " 아니고", " 아니거나"][ending.index]
            case .exist: [" 있는", " 있고", " 있거나"][ending.index]
            case .lack: [" 없는", " 없고", " 없거나"][ending.index]
            case .act: ["하는", "하고", "하거나"][ending.index]
            case .end: [" 끝나는", " 끝나고", " 끝나거나"][ending.index]
            }
        }
    }

    static func all(
        _ filters: [Filter], ending: Ending, names: FilterNames = .plain
    ) -> String {
        joined(filters, inner: .and, last: ending, names)
    }

    private static func joined(
        _ filters: [Filter], inner: Ending, last: Ending, _ names: FilterNames
    ) -> String {
        filters.enumerated().reduce("") { words, next in
            let isLast = next.offset == filters.count - 1
            // A comma keeps the alternatives apart from what stands before them.
            let gap = words.isEmpty ? "" : next.element.hasAlternatives ? ", " : " "
            return words + gap + one(next.element, ending: isLast ? last : inner, names)
        }
    }

    private static func one(
        _ filter: Filter, ending: Ending, _ names: FilterNames
    ) -> String {
        if ending == .and, filter.hasAlternatives {
            return one(filter, ending: .modifier, names) + " 조건에 맞고"
        }
        switch filter {
        case .anyOf(let filters): return joined(filters, inner: .or, last: ending, names)
        case .comparison(let comparison):
            let (words, verb) = predicate(comparison, names)
            let start = names.koreanSubject(comparison.property) + words
            guard filter.hasAlternatives else { return start + verb.with(ending) }
            return start + verb.with(.or) + Verb.lack.with(ending)
        }
    }

    /// What stands after `값이`, and its verb.
    private static func predicate(
        _ comparison: Comparison, _ names: FilterNames
    ) -> (String, Verb) {
        let values = comparison.values.map {
            names.label(comparison.property, $0).map(Korean.quoted) ?? Korean.value($0)
        }
        let first = values.first ?? ""
        switch comparison.operator {
        case .equals: return (" \(first)", .be)
        case .notEquals: return (" \(first) 외의 값", .be)
        case .isIn:
            return values.count == 1 ? (" \(first)", .be) : (" \(list(values)) 중 하나", .be)
        case .notIn:
            return values.count == 1
                ? (" \(first) 외의 값", .be) : (" \(list(values)) 중 어느 것도", .notBe)
        case .less: return (" \(first) 미만", .be)
        case .atMost: return (" \(first) 이하", .be)
        case .greater: return (" \(first) 초과", .be)
        case .atLeast: return (" \(first) 이상", .be)
        case .between: return (" \(first) 이상 \(values.last ?? "") 이하", .be)
        case .contains: return (" \(first) 문자열을 포함", .act)
        case .startsWith: return (" \(first) 문자열로 시작", .act)
        case .endsWith: return (" \(first) 문자열로", .end)
        case .matches: return (" \(first) 패턴과 일치", .act)
        case .isSet: return ("", .exist)
        case .isNotSet: return ("", .lack)
        }
    }

    private static func list(_ values: [String]) -> String {
        let hidden = values.count - describedValueLimit
        return values.prefix(describedValueLimit).joined(separator: ", ")
            + (hidden > 0 ? " 외 \(hidden)개" : "")
    }
}

extension Filter {
    /// Whether the filter's clause holds an "or".
    fileprivate var hasAlternatives: Bool {
        switch self {
        case .anyOf(let filters): filters.count > 1 || filters.contains(where: \.hasAlternatives)
        case .comparison(let comparison): comparison.orNull && comparison.operator != .isSet
        }
    }
}

extension KoreanFilter.Ending {
    fileprivate var index: Int {
        switch self {
        case .modifier: 0
        case .and: 1
        case .or: 2
        }
    }
}
