/// Where saved definitions, their versions, runs and the audit live: SQLite here, a database server
/// behind the same protocol later.
///
/// Every call is one transaction. Times are milliseconds since 1970 UTC and are passed in. A store is
/// shared by threads and by processes.
package protocol MetadataStore:
    CatalogueRecords, SegmentRecords, RunRecords, JobRecords, AuditRecords
{
    /// Writes a copy that is consistent while others write; the file must not exist.
    func backup(to path: String) async throws(MetadataError)

    func close() async
}
