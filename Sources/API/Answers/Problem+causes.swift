import Behavior
import Definitions
import EventStore
import Hummingbird
import Jobs
import Metadata
import Operations
import Secrets
import Segments
import Warehouses
import WebInterface

extension Problem {
    static func notAllowed(_ right: Right) -> Problem {
        Problem(
            .forbidden, "not_allowed",
            "This needs the right '\(right.rawValue)'; an admin can give a role or scope that has it."
        )
    }

    /// Bytes of the longest body that is read where nothing else is said; the longest list of values
    /// fits.
    static let usualBodyLimit = 1 << 20

    static let notJSON = Problem(
        .unsupportedMediaType, "wrong_content_type",
        "The body should be JSON: send the header 'Content-Type: application/json'.")

    static func bodyTooLarge(limit: Int) -> Problem {
        Problem(
            .contentTooLarge, "body_too_large",
            "A body may take \(limit / 1024) KiB at most; make it shorter.")
    }

    /// The problem that an error means; nil where it is the server's own fault.
    init?(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as DefinitionError:
            self.init(.badRequest, error.code.rawValue, error.detail, at: error.pointer)
        case let error as AnalysisError: self.init(error)
        case let error as EventStoreError: self.init(error)
        case let error as OperationError: self.init(error)
        case let error as WarehouseError: self.init(error)
        case let error as ListError: self.init(error)
        case let error as AccessError: self.init(error)
        case let error as PasswordHashError: self.init(error)
        case let error as any HTTPResponseError: self.init(error)
        case let error as MetadataError: self.init(error)
        case let error as ExportRefusal: self.init(error)
        case let error as JobFailure: self.init(error)
        case is CancellationError: self = .cancelled
        default: return nil
        }
    }

    private init?(_ error: AnalysisError) {
        let code = DefinitionError.Code.unknownName.rawValue
        switch error {
        case .store(let error): self.init(error)
        case .unknownSegment: self.init(.badRequest, code, error.description, at: "/segments")
        case .unknownAttribute: self.init(.badRequest, code, error.description, at: "/breakdown")
        case .memory: self.init(.unprocessableContent, "memory_limit", error.description)
        }
    }

    /// Other errors of the store name files of the server: they stay in its log.
    private init?(_ error: EventStoreError) {
        guard case .unknownDataset = error else { return nil }
        self.init(
            .badRequest, DefinitionError.Code.unknownName.rawValue, error.description,
            at: "/dataset")
    }

    /// A damaged store names files of the server: that stays in its log.
    private init?(_ error: MetadataError) {
        switch error.code {
        case .conflict: self.init(.conflict, "conflict", error.description)
        case .notFound: self.init(.notFound, "not_found", error.description)
        case .taken: self.init(.conflict, "taken", error.description)
        case .inUse: self.init(.conflict, "in_use", error.description)
        case .busy:
            self.init(
                .serviceUnavailable, "store_busy",
                "Others are writing what is saved; try again in a moment.", retryAfter: 1)
        case .unusable: return nil
        }
    }

    private init(_ error: any HTTPResponseError) {
        switch error.status {
        case .notFound:
            self.init(
                .notFound, "not_found",
                "There is nothing at this address for this method; the addresses are those of "
                    + "/api/v1/openapi.json.")
        case .contentTooLarge: self = .bodyTooLarge(limit: Self.usualBodyLimit)
        default: self.init(error.status, "bad_request", "The request cannot be understood.")
        }
    }

    /// Nobody is left to read it; it keeps the log free of a fault that is none.
    static let cancelled = Problem(
        .serviceUnavailable, "cancelled", "The analysis was stopped before its end.")

    static let internalFault = Problem(
        .internalServerError, "internal",
        "The server could not answer this; its log on standard error says why.")
}
