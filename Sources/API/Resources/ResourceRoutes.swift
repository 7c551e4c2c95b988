import Hummingbird
import Metadata
import Operations

/// What people keep and look at: segments, the catalogue, people, jobs, dashboards, the first page.
struct ResourceRoutes {
    let configuration: Server.Configuration

    /// In the order of docs/guide/api-resources.md.
    var endpoints: [Endpoint] {
        segments + catalogue
            + People(configuration: configuration).endpoints
            + Views(configuration: configuration, kind: .dashboard).endpoints
            + Views(configuration: configuration, kind: .analysis).endpoints
            + Overviews(configuration: configuration).endpoints
            + Favourites(configuration: configuration).endpoints
            + Jobs(configuration: configuration).endpoints
    }

    private var segments: [Endpoint] {
        SegmentCollection(configuration: configuration).endpoints
            + SegmentItem(configuration: configuration).endpoints
            + SegmentVersions(configuration: configuration).endpoints
            + SegmentPreviews(configuration: configuration).endpoints
            + StatementChecks(configuration: configuration).endpoints
            + SegmentRuns(configuration: configuration).endpoints
            + SegmentSnapshots(configuration: configuration).endpoints
            + SegmentInsights(configuration: configuration).endpoints
            + Lists(configuration: configuration).endpoints
    }

    private var catalogue: [Endpoint] {
        Connections(configuration: configuration).endpoints
            + Tables(configuration: configuration).endpoints
            + TableEdits(configuration: configuration).endpoints
            + DatasetDetails(configuration: configuration).endpoints
            + Metrics(configuration: configuration).endpoints
            + Imports(configuration: configuration).endpoints
            + HomeSettings(configuration: configuration).endpoints
    }
}
