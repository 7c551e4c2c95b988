import Definitions
import FilterSQL
import SQL

/// Why a segment cannot be answered by one statement.
package struct SegmentSQLError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable {
        /// A segment of this kind is no statement over tables.
        case notContainers
        /// A table lies elsewhere than the others.
        case unreachableTable
        /// "Zero times" without a table of all users.
        case noPopulation
        /// A name or a value that does not fit the catalogue.
        case definition
        /// The dialect has no words for what the segment needs.
        case dialect
    }

    package let code: Code
    package let description: String
}

extension SegmentSQLError {
    static func notContainers() -> SegmentSQLError {
        SegmentSQLError(
            code: .notContainers,
            description: "Only a segment of containers is compiled into SQL; run this one instead.")
    }

    static func unreachable(_ table: String, known: [String]) -> SegmentSQLError {
        let others = known.isEmpty ? "" : " (it has \(known.joined(separator: ", ")))"
        return SegmentSQLError(
            code: .unreachableTable,
            description: "The warehouse of the statement does not have \(table)\(others); run the "
                + "segment instead, which reads each table where it is.")
    }

    static func noPopulation(_ table: String) -> SegmentSQLError {
        SegmentSQLError(
            code: .noPopulation,
            description: "Who has no rows in \(table) is known only beside all users; name the "
                + "catalogue's population table, or run the segment instead, which takes all users "
                + "that the home knows.")
    }

    static func definition(_ error: DefinitionError) -> SegmentSQLError {
        SegmentSQLError(code: .definition, description: error.description)
    }

    static func filter(_ error: FilterSQLError, of group: ResolvedGroup) -> SegmentSQLError {
        let words =
            switch error {
            case .unknown(let name):
                "\(group.table.name) has no field '\(name)'; register it or mend the filter."
            case .unfitting(let value, let field):
                "'\(value)' cannot be compared with \(field); write it in the field's own type."
            }
        return SegmentSQLError(
            code: .definition, description: group.place.pointer + ": " + words)
    }

    static func dialect(_ error: SQLError) -> SegmentSQLError {
        SegmentSQLError(code: .dialect, description: error.description)
    }
}
