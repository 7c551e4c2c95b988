/// Where saved definitions, their versions, runs and the audit live: SQLite here, a database server
/// behind the same protocol later.
///
/// Every call is one transaction. Times are milliseconds since 1970 UTC and are passed in. A store is
/// shared by threads and by processes. A call that has begun ends even where its task is cancelled, so
/// that work which was cancelled can still be written down.
package protocol MetadataStore:
    CatalogueRecords, MetricRecords, SegmentRecords, RunRecords, JobRecords, AuditRecords,
    ViewRecords, MarkRecords, IdempotencyRecords, AccessRecords, ExportRecords, DestinationRecords,
    DeliveryRecords, DeliveryRunRecords
{
    /// Writes a copy that is consistent while others write, and returns when it is on the disk. The
    /// file must not exist: the error is `taken`.
    func backup(to path: String) async throws(MetadataError)

    /// Looks at every byte; throws `unusable` with what is wrong.
    func verify() async throws(MetadataError)

    func close() async
}
