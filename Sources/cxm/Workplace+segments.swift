import Operations

extension Workplace {
    /// What operations on segments stand on.
    func segments() throws -> SegmentSpace {
        let metadata = try metadata()
        return SegmentSpace(
            catalogue: CatalogueContext(
                home: home, metadata: metadata, now: now, openWarehouse: warehouse(behind:),
                homeWarehouse: warehouse),
            metadata: metadata, actor: settings.user, threads: settings.threads,
            memoryLimit: settings.memoryLimit)
    }
}
