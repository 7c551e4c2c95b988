/// How an export writes its rows.
package enum ExportFormat: String, CaseIterable, Sendable {
    /// A line of JSON a user: `{"user":"ann"}`.
    case ndjson
    /// A line a user under the title `user` (RFC 4180).
    case csv
    /// A Parquet file with one text column `user`.
    case parquet

    package var contentType: String {
        switch self {
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv"
        case .parquet: "application/vnd.apache.parquet"
        }
    }
}
