import Definitions
import Hummingbird
import Operations
import Segments
import Warehouses

extension Problem {
    /// What an operation has refused.
    init(_ error: OperationError) {
        let status: HTTPResponse.Status =
            switch error.kind {
            case .refused: .unprocessableContent
            case .notFound: .notFound
            case .inUse, .neverRun: .conflict
            }
        self.init(status, error.kind.rawValue, error.description)
    }

    /// A statement's fault with its place, or a warehouse that does not answer.
    init(_ error: WarehouseError) {
        self.init(
            error.code == .cancelled ? .serviceUnavailable : .unprocessableContent,
            "warehouse_" + error.code.rawValue.snakeCase,
            error.description)
    }

    /// A file of ids that cannot be taken; nil where the home is at fault.
    init?(_ error: ListError) {
        switch error.code {
        case .noList: self.init(.notFound, "not_found", error.description, at: "/list/id")
        case .notText, .noColumn, .noIDs:
            // The file is the server's own copy: its path says nothing to the caller.
            let words = error.description.split(separator: ": ", maxSplits: 1).last ?? ""
            self.init(.unprocessableContent, "bad_list", String(words))
        case .damaged, .newer, .file: return nil
        }
    }
}

extension String {
    /// `outOfMemory` as `out_of_memory`.
    var snakeCase: String {
        map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
}
