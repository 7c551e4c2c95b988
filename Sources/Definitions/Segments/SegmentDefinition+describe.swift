/// What each language says of the parts of a definition.
protocol SegmentPhrases {
    /// `have a row in Payments in the last 90 days`
    func clause(_ group: SegmentGroup) -> String
    func filter(_ filter: Filter, on table: String) -> String
    func range(_ range: TimeRange) -> String
    func condition(_ condition: AggregateCondition, of group: SegmentGroup) -> String
    func join(_ join: JoinKey) -> String

    func containers(_ containers: [GroupContainer]) -> String
    func sql(_ connection: String) -> String
    func list(_ list: SegmentList) -> String
    func analysis(_ question: Question, _ element: String) -> String
    func composite(_ operation: SegmentDefinition.Operation, _ ids: [String]) -> String

    /// Numbers count from 1.
    func containerHeading(_ number: Int, subtracts: Bool) -> String
    func groupHeading(_ number: Int, _ group: SegmentGroup) -> String
    var anyRow: String { get }
    func exclusion(_ isExcluded: Bool) -> String
    func subtraction(_ subtracts: Bool) -> String
    func operation(_ operation: SegmentDefinition.Operation) -> String
    var added: String { get }
    var removed: String { get }
    func place(container: Int, group: Int?, dataset: String?) -> String
}

extension SegmentNames {
    var phrases: any SegmentPhrases {
        switch language {
        case .english: EnglishSegment(names: self)
        case .korean: KoreanSegment(names: self)
        }
    }
}

extension SegmentDefinition {
    /// The definition as one sentence.
    ///
    ///     definition.described(in: SegmentNames(.korean, catalogue: catalogue))
    package func described(in names: SegmentNames) -> String {
        let phrases = names.phrases
        return switch self {
        case .containers(let containers): phrases.containers(containers)
        case .sql(let connection, _): phrases.sql(connection)
        case .list(let list): phrases.list(list)
        case .analysis(let question, let element): phrases.analysis(question, element)
        case .composite(let operation, let ids): phrases.composite(operation, ids)
        }
    }

    /// The definition's levels, one line each: container, group, filter. The other kinds of segment are
    /// one sentence; a statement's text follows it.
    package func outline(in names: SegmentNames) -> String {
        switch self {
        case .containers(let containers):
            containers.enumerated().flatMap { index, container in
                container.outline(in: names.phrases, number: index + 1)
            }.joined(separator: "\n")
        case .sql(_, let text): described(in: names) + "\n" + text
        case .list, .analysis, .composite: described(in: names)
        }
    }
}

extension GroupContainer {
    fileprivate func outline(in phrases: any SegmentPhrases, number: Int) -> [String] {
        [phrases.containerHeading(number, subtracts: subtracts)]
            + groups.enumerated().flatMap { index, group in
                group.outline(in: phrases, number: index + 1).map { "  " + $0 }
            }
    }
}

extension SegmentGroup {
    fileprivate func outline(in phrases: any SegmentPhrases, number: Int) -> [String] {
        let conditions =
            filters.map { phrases.filter($0, on: dataset) }
            + having.map { phrases.condition($0, of: self) }
        return [phrases.groupHeading(number, self)]
            + (conditions.isEmpty ? [phrases.anyRow] : conditions).map { "  " + $0 }
    }

    /// The group in words: `have at least 3 rows in Payments`.
    package func described(in names: SegmentNames) -> String { names.phrases.clause(self) }
}
