package import Definitions
import Jobs
package import Metadata

/// Sends a destination a batch without rows, or writes a file into its folder and removes it.
package struct TestDestination: Sendable {
    package struct Outcome: Hashable, Sendable {
        package let status: Int?
        package let milliseconds: Int
        /// Why it does not work, and what to do; nil: it works.
        package let failure: String?
        package let remedy: String?

        package var json: JSONValue {
            [
                "ok": .boolean(failure == nil), "status": .count(status),
                "elapsed_ms": .count(milliseconds), "failure": .text(failure),
                "remedy": .text(remedy),
            ]
        }
    }

    private let space: DeliverySpace

    package init(_ space: DeliverySpace) {
        self.space = space
    }

    package func callAsFunction(_ destination: DestinationRecord) async throws -> Outcome {
        let start = ContinuousClock.now
        var status: Int?
        var failure: JobFailure?
        do {
            status = try await attempt(destination)
        } catch let error as JobFailure {
            failure = error
        }
        try await space.audit("destination.test", "destination/\(destination.id)")
        return Outcome(
            status: status,
            milliseconds: Int(start.duration(to: .now) / .milliseconds(1)),
            failure: failure?.description, remedy: failure?.remedy)
    }

    private func attempt(_ destination: DestinationRecord) async throws -> Int? {
        switch try DestinationOptions(destination) {
        case .folder(let options):
            try DropFiles(space, options).test()
            return nil
        case .http(let options):
            let body = Array(
                (["test": .boolean(true), "rows": .array([])] as JSONValue).rendered().utf8)
            let request = try BatchRequest(options, space.secrets(of: destination.id), body: body)
            return try await BatchSender(space.sender).once(request, at: space.now).status
        }
    }
}
