import Attributes
import Behavior
import Columns
import Definitions
import EventStore
import Foundation
import TestSupport

/// What the engines take of the users of journeys: attributes in a table, masks of segments.
struct NativeUsers {
    let columns: [String: AttributeColumn]
    private let journeys: JourneySet

    /// Imports the attributes into a table of a home in `folder`; user numbers are the journeys' places.
    ///
    /// Nothing is written where a question asks for no attribute: writing waits for the disk.
    init(_ journeys: JourneySet, for question: Question, in folder: URL) throws {
        self.journeys = journeys
        var isAboutUsers = !question.scope.userFilters.isEmpty || question.breakdownAttribute != nil
        if case .profile = question { isAboutUsers = true }
        guard isAboutUsers else {
            columns = [:]
            return
        }
        let types = journeys.attributeTypes.sorted { $0.key < $1.key }
        let home = folder.path + "/home"
        let ingest = try TableIngest(
            home: home, table: "users", attributes: types.map { .init($0.key, $0.value) })
        try ingest.append(
            TableBatch(
                users: TextBlock(texts: journeys.users.map(\.user)),
                values: types.map { name, type in
                    Self.values(journeys.users.map { $0.attributes[name] }, type)
                }))
        _ = try ingest.commit()
        let table = try AttributeTable(home: home, name: "users")
        var columns: [String: AttributeColumn] = [:]
        for (name, _) in types { columns[name] = try table.column(name) }
        self.columns = columns
    }

    /// As the engines take them for breakdowns.
    var attributes: [String: UserAttribute] {
        columns.mapValues { UserAttribute($0, zone: journeys.zone) }
    }

    /// The segments' members, and whom the question is about.
    func segments(_ scope: Scope, limit: Int) throws -> [String: UserMask] {
        var segments = journeys.segments.mapValues { members in
            UserMask(
                limit: limit,
                journeys.users.indices.filter { members.contains(journeys.users[$0].user) }
                    .map { UInt32($0) })
        }
        guard !scope.userFilters.isEmpty else { return segments }
        segments[SegmentChoice.everyone] = try UserFilters(
            scope.userFilters, columns: columns, zone: journeys.zone
        ).mask(limit: limit)
        return segments
    }

    private static func values(
        _ values: [Value?], _ type: DatasetSchema.PropertyType
    ) -> PropertyValues {
        var presence = [UInt64](repeating: 0, count: (values.count + 63) / 64)
        for (row, value) in values.enumerated() where value != nil {
            presence[row / 64] |= 1 << UInt64(row % 64)
        }
        switch type {
        case .text: return .text(TextBlock(texts: values.map { $0?.words }))
        case .boolean: return .boolean(values.map { $0 == .boolean(true) }, presence: presence)
        case .integer, .time:
            return .integer(values.map { $0?.whole ?? 0 }, presence: presence)
        case .number: return .number(values.map { $0?.real ?? 0 }, presence: presence)
        }
    }
}

extension Value {
    fileprivate var whole: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    fileprivate var real: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .text, .boolean: nil
        }
    }
}
