/// A segment's definition in Korean.
struct KoreanSegment: SegmentPhrases {
    let names: SegmentNames

    // Clauses of groups: `‘결제’ 데이터에 최근 90일의 행이 3개 이상인`.

    func clause(_ group: SegmentGroup) -> String {
        let place =
            Korean.quoted(names.table(group.dataset))
            + (group.join.map { "(\(join($0)))" } ?? "") + "에서"
        let rows =
            [
                place, group.range.map(KoreanScope.words),
                group.filters.isEmpty ? nil : filters(group),
            ].compactMap(\.self).joined(separator: " ")
        guard !group.having.isEmpty else {
            return rows + (group.isExcluded ? " 행이 없는" : " 행이 있는")
        }
        let conditions = group.having.enumerated().map { index, condition in
            self.condition(condition, of: group)
                + (index == group.having.count - 1 ? "인" : "이고")
        }
        let isOfRows = group.range == nil && group.filters.isEmpty
        let start = isOfRows || group.having[0].measure == .count ? " " : " 행의 "
        return rows + start + conditions.joined(separator: " ")
            + (group.isExcluded ? " 경우에 해당하지 않는" : "")
    }

    private static func comparison(_ operation: Comparison.Operator, _ values: [String]) -> String {
        let first = values[0]
        return switch operation {
        case .less: "\(first) 미만"
        case .atMost: "\(first) 이하"
        case .greater: "\(first) 초과"
        case .atLeast: "\(first) 이상"
        case .between: "\(first) 이상 \(values[values.count - 1]) 이하"
        case .notEquals: "\(first) 외의 값"
        default: first
        }
    }

    // The parts by themselves.

    func filter(_ filter: Filter, on table: String) -> String {
        KoreanFilter.all([filter], ending: .modifier, names: names.filters(on: table)) + " 경우"
    }

    private func filters(_ group: SegmentGroup) -> String {
        KoreanFilter.all(
            group.filters, ending: .modifier, names: names.filters(on: group.dataset))
    }

    func range(_ range: TimeRange) -> String {
        let words = KoreanScope.words(range)
        return words.hasSuffix("의") ? String(words.dropLast()) : words
    }

    func condition(_ condition: AggregateCondition, of group: SegmentGroup) -> String {
        let field = condition.field.map { names.field($0, of: group.dataset) } ?? ""
        let isCount = condition.measure == .count || condition.measure == .countDistinct
        let numbers = condition.values.map { $0.words + (isCount ? "개" : "") }
        let subject =
            switch condition.measure {
            case .count: "행이"
            case .countDistinct: "서로 다른 \(Korean.subject(field))"
            case .sum: "\(field) 합계가"
            case .avg: "\(field) 평균이"
            case .min: "\(field) 최솟값이"
            case .max: "\(field) 최댓값이"
            }
        return subject + " " + Self.comparison(condition.operator, numbers)
    }

    func join(_ join: JoinKey) -> String {
        "\(join.key) 기준" + (join.through.map { ", \(names.table($0)) 경유" } ?? "")
    }

    // Whole definitions.

    func containers(_ containers: [GroupContainer]) -> String {
        containers.enumerated().reduce("") { words, next in
            let clauses = next.element.groups.map(clause).joined(separator: " 동시에 ") + " 사용자"
            if next.offset == 0 { return clauses }
            return words + (next.element.subtracts ? ", 단 제외: " : ", 또는 ") + clauses
        } + "."
    }

    func sql(_ connection: String) -> String {
        "\(Korean.quoted(connection)) 연결의 SQL 문이 돌려주는 사용자."
    }

    func list(_ list: SegmentList) -> String {
        var notes: [String] = []
        if list.unknown > 0 { notes.append("미확인 \(list.unknown)개") }
        if list.duplicates > 0 { notes.append("중복 \(list.duplicates)개") }
        return "사용자 \(list.users)명의 목록"
            + (notes.isEmpty ? "" : "(\(notes.joined(separator: ", ")))") + "."
    }

    func analysis(_ question: Question, _ element: String) -> String {
        "다음 질문의 \(Korean.quoted(element)) 항목에 속한 사용자: "
            + question.described(in: .korean)
    }

    func composite(_ operation: SegmentDefinition.Operation, _ ids: [String]) -> String {
        let segments = ids.map { Korean.quoted(names.segment($0)) }
        switch operation {
        case .union:
            return segments.joined(separator: ", ")
                + (segments.count > 1 ? " 중 하나 이상에 속한 사용자." : "에 속한 사용자.")
        case .intersect:
            return segments.joined(separator: ", ")
                + (segments.count > 1 ? " 모두에 속한 사용자." : "에 속한 사용자.")
        case .subtract:
            guard segments.count > 1 else { return "\(segments[0])에 속한 사용자." }
            return "\(segments[0])에 속하고 "
                + segments.dropFirst().joined(separator: ", ") + "에는 속하지 않은 사용자."
        }
    }

    // Headings of the outline, and words of a comparison.

    func containerHeading(_ number: Int, subtracts: Bool) -> String {
        (subtracts ? "제외할 컨테이너" : "컨테이너") + " \(number): 다음을 모두 만족하는 사용자"
    }

    func groupHeading(_ number: Int, _ group: SegmentGroup) -> String {
        (group.isExcluded ? "제외 그룹" : "그룹") + " \(number): " + names.table(group.dataset)
            + (group.range.map { ", " + range($0) } ?? "")
            + (group.join.map { ", " + join($0) } ?? "")
    }

    let anyRow = "행이 하나라도 있는 경우"

    func exclusion(_ isExcluded: Bool) -> String {
        isExcluded ? "이제 제외함" : "더 이상 제외하지 않음"
    }

    func subtraction(_ subtracts: Bool) -> String {
        subtracts ? "이제 빼는 컨테이너" : "더 이상 빼지 않는 컨테이너"
    }

    func operation(_ operation: SegmentDefinition.Operation) -> String {
        switch operation {
        case .union: "하나 이상의 세그먼트에 속한 사용자"
        case .intersect: "모든 세그먼트에 속한 사용자"
        case .subtract: "첫 세그먼트에만 속한 사용자"
        }
    }

    let added = "추가"
    let removed = "삭제"

    func place(container: Int, group: Int?, dataset: String?) -> String {
        "컨테이너 \(container)" + (group.map { ", 그룹 \($0)" } ?? "")
            + (dataset.map { "(\(names.table($0)))" } ?? "")
    }
}
