import Jobs
import Metadata
import Warehouses

/// Whether the same work may succeed later without anybody's help.
func mayPass(_ error: any Error) -> Bool {
    switch error {
    case is CancellationError: true
    case let error as WarehouseError:
        [.connection, .closed, .cancelled].contains(error.code)
    case let error as MetadataError: [.busy, .conflict].contains(error.code)
    default: false
    }
}

/// Whether the error says that the work was asked to end.
func isCancellation(_ error: any Error) -> Bool {
    error is CancellationError || (error as? WarehouseError)?.code == .cancelled
}

extension JobFailure {
    /// Why a refresh was not done.
    static func refresh(_ error: any Error) -> JobFailure {
        guard let error = error as? WarehouseError else { return JobFailure(error) }
        return JobFailure(
            "\(error)",
            remedy: mayPass(error)
                ? "Nothing at first, it is tried again. Where it stays so, see whether the warehouse "
                    + "can be reached."
                : "Do what the message says, then start it again.",
            isRetryable: mayPass(error))
    }

    /// A run that has refreshed nothing.
    init(noneOf report: RunSegments.Report) {
        let first = report.failed.first
        self.init(
            report.failed.count == 1
                ? first?.failure ?? ""
                : "None of \(report.failed.count) segments could be refreshed; the first says: "
                    + (first?.failure ?? ""),
            remedy: first?.remedy ?? "")
    }
}
