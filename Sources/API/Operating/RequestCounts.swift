import HTTPTypes
import Synchronization

/// How many requests there were and how long they took, by method, route and status.
///
/// The route is the template of the address, never the address: ids do not get into metrics.
final class RequestCounts: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Durations {
        var buckets = Array(repeating: 0, count: RequestCounts.bounds.count)
        var count = 0
        var seconds = 0.0
    }

    /// Seconds; a request is counted in every bucket that it fits into.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60]
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let counts = Mutex<[Key: Durations]>([:])
    private let open = Mutex(0)

    init() {}

    func begin() { open.withLock { $0 += 1 } }

    /// `route` nil: an address that there is not.
    func end(_ method: HTTPRequest.Method, _ route: String?, _ status: Int, seconds: Double) {
        open.withLock { $0 -= 1 }
        let name = Self.methods.contains(method.rawValue) ? method.rawValue : "other"
        let key = Key(method: name, route: route ?? "none", status: status)
        counts.withLock { counts in
            var durations = counts[key] ?? Durations()
            durations.count += 1
            durations.seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                durations.buckets[index] += 1
            }
            counts[key] = durations
        }
    }

    var metrics: [Metric] {
        let rows = counts.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status)
                < ($1.key.route, $1.key.method, $1.key.status)
        }
        return [
            Metric(
                "cxm_requests_open", .gauge, "Requests that wait for their answer.",
                open.withLock(\.self)),
            Metric(
                "cxm_request_seconds", .histogram, "Seconds until the answer begins.",
                rows.flatMap { Self.samples($0.key, $0.value) }),
        ]
    }

    private static func samples(_ key: Key, _ durations: Durations) -> [Metric.Sample] {
        let labels: [Metric.Label] = [
            .init("method", key.method), .init("route", key.route),
            .init("status", String(key.status)),
        ]
        let buckets = zip(bounds, durations.buckets).map { bound, count in
            Metric.Sample(labels + [.init("le", "\(bound)")], Double(count), suffix: "_bucket")
        }
        let all = Double(durations.count)
        return buckets + [
            .init(labels + [.init("le", "+Inf")], all, suffix: "_bucket"),
            .init(labels, durations.seconds, suffix: "_sum"), .init(labels, all, suffix: "_count"),
        ]
    }
}
