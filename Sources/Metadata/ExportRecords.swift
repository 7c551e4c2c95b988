/// How many rows callers have exported, day by day.
package protocol ExportRecords: Sendable {
    /// Counts rows of a caller on a day, unless they would be more than `limit` together; false: they
    /// were not counted.
    func takeExportRows(
        _ rows: Int, of caller: String, on day: String, limit: Int
    ) async throws(MetadataError) -> Bool
    /// Takes rows back that were counted and not sent.
    func giveExportRowsBack(
        _ rows: Int, of caller: String, on day: String
    ) async throws(MetadataError)
    func exportRows(of caller: String, on day: String) async throws(MetadataError) -> Int
}
