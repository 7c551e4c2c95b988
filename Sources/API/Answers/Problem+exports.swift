import HTTPTypes
import Jobs
import Operations

extension Problem {
    /// An export that is not begun.
    init(_ refusal: ExportRefusal) {
        let code = refusal.code.rawValue
        switch refusal.code {
        case .badCursor:
            self.init(.badRequest, code, refusal.description, parameter: "after")
        case .noSnapshot:
            self.init(.notFound, code, refusal.description, parameter: "snapshot")
        case .neverRun, .suppression: self.init(.conflict, code, refusal.description)
        case .quota: self.init(.tooManyRequests, code, refusal.description)
        }
    }

    /// Work that cannot be done as things are.
    init(_ failure: JobFailure) {
        self.init(
            .conflict, "not_ready",
            failure.remedy.isEmpty
                ? failure.description : failure.description + " " + failure.remedy)
    }
}
