import Attributes
import Definitions
import EventStore

/// What came of an import, as its job tells it.
enum ImportResult {
    static func json(_ report: ImportReport) -> JSONValue {
        let summary = report.summary
        let replaced = summary?.replacedDays
        return common(.events, report.dataset, report.fileCount, report.properties, report.rejects)
            .with([
                .init("rows", .count(summary?.eventCount ?? 0)),
                .init("users", .count(summary?.userCount ?? 0)),
                .init("new_users", .count(summary?.newUserCount ?? 0)),
                .init("total_rows", .count(summary?.totalEventCount)),
                .init("first_day", .text(summary?.days.first?.text)),
                .init("last_day", .text(summary?.days.last?.text)),
                .init("days", .count(summary?.days.count ?? 0)),
                .init("replaced_days", .count(replaced?.count ?? 0)),
                .init("replaced_rows", .count(replaced?.reduce(0) { $0 + $1.eventsBefore } ?? 0)),
            ])
    }

    static func json(_ report: TableReport) -> JSONValue {
        let summary = report.summary
        return common(
            .attributes, report.table, report.fileCount, report.attributes, report.rejects
        ).with([
            .init("rows", .count(summary?.rowCount ?? 0)),
            .init("users", .count(summary?.userCount ?? 0)),
            .init("new_users", .count(summary?.newUserCount ?? 0)),
            .init("total_rows", .count(summary?.userCount)), .init("first_day", .null),
            .init("last_day", .null), .init("days", .null), .init("replaced_days", .null),
            .init("replaced_rows", .count(summary?.userCountBefore)),
        ])
    }

    /// Of an import that was finished by a process which died before it could tell.
    static func doneBefore(_ order: ImportOrder) -> JSONValue {
        let unknown = [
            "rows", "users", "new_users", "total_rows", "first_day", "last_day", "days",
            "replaced_days", "replaced_rows",
        ]
        return common(order.kind, order.dataset, order.files.count, [], Rejects())
            .with(unknown.map { .init($0, .null) })
    }

    private static func common(
        _ kind: ImportOrder.Kind, _ dataset: String, _ files: Int,
        _ columns: [DatasetSchema.Property], _ rejects: Rejects
    ) -> JSONValue {
        [
            "kind": .string(kind.rawValue), "dataset": .string(dataset), "files": .count(files),
            "columns": .array(
                columns.map { ["name": .string($0.name), "type": .string($0.type.rawValue)] }),
            "rejects": rejects.json,
        ]
    }
}

extension Rejects {
    /// Without the rows themselves, which may hold what tells who somebody is: they stand in the file.
    fileprivate var json: JSONValue {
        func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }
        return [
            "rows": .count(total),
            "reasons": .array(
                counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }.map {
                    ["reason": .string($0.key.rawValue), "rows": .count($0.value)]
                }),
            "file": .text(path.map(name)),
            "first": .array(
                first.map { row in
                    [
                        "file": .string(name(row.file)), "line": .count(row.line),
                        "reason": .string(row.reason.rawValue), "detail": .text(row.detail),
                    ]
                }),
        ]
    }
}
