import Columns
import Definitions
import Foundation
import SQL
import Warehouses

/// The fields of a table that an image holds before anybody asks for them.
///
///     let fields = try await PreparedFields(images, table).choose()
///
/// All that people are offered, and the time; not what says directly who somebody is, nor texts that are
/// nearly all different (ids, numbers of receipts, free text): a segment that uses one of these brings it
/// into the image.
struct PreparedFields {
    let images: TableImages
    let table: CatalogueTable

    init(_ images: TableImages, _ table: CatalogueTable) {
        self.images = images
        self.table = table
    }

    /// Rows that are looked at for texts that are nearly all different, and how many of these are.
    private static let sampleRows = 200_000
    private static let mostDifferent = sampleRows / 2

    /// What was chosen for the table as it is registered now; nil where nobody has looked yet.
    var chosen: Set<String>? {
        guard
            let data = FileManager.default.contents(
                atPath: images.folder(of: table, key: nil).path + "/" + Self.leftOutName),
            case .object(let members)? = try? JSONValue(
                parsing: String(decoding: data, as: UTF8.self)),
            members.first?.name == shape, case .array(let names)? = members.first?.value
        else { return nil }
        return offered.subtracting(
            names.compactMap { if case .string(let name) = $0 { name } else { nil } })
    }

    private static let leftOutName = "left-out.json"

    /// Another choice is made where other fields are offered.
    private var shape: String { StableHash.of(offered.sorted().joined(separator: "\n")) }

    private var offered: Set<String> {
        let fields = table.fields.filter { !$0.isHidden && $0.personalData != .direct }
        let time = table.roles[.time] == nil ? [] : [TableImages.timeField]
        return Set(fields.map(\.name) + time)
    }

    /// Looks at some rows of the table where nobody has yet, and remembers what is left out.
    func choose() async throws -> Set<String> {
        if let chosen { return chosen }
        let leftOut = try await distinctTexts()
        let folder = images.folder(of: table, key: nil)
        try folder.create()
        let names = leftOut.sorted().map { JSONValue.string($0) }
        try folder.replace(
            Self.leftOutName,
            with: Array(JSONValue.object([.init(shape, .array(names))]).rendered().utf8))
        return offered.subtracting(leftOut)
    }

    private func distinctTexts() async throws -> [String] {
        let session = try await CatalogueSession(images.context, for: table)
        return try await session.closing {
            let relation = try await session.relation(of: table)
            let texts = offered.sorted().compactMap { name in
                relation.fields[name].flatMap { $0.type == .text ? (name: name, column: $0) : nil }
            }
            guard !texts.isEmpty else { return [] }
            let counts = texts.map { "count(DISTINCT \(name: $0.column.name))" as SQLFragment }
            let rows = try await session.rows(
                """
                SELECT \(.joined(counts, by: ", ")) FROM (SELECT * FROM (\(relation.query)) AS cxm_rows
                LIMIT \(number: Int64(Self.sampleRows))) AS cxm_sample
                """)
            return zip(texts, rows.first ?? []).compactMap { text, cell in
                (cell.count ?? 0) > Self.mostDifferent ? text.name : nil
            }
        }
    }
}
