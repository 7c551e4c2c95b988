import Definitions
import Secrets
import Synchronization

/// A sender of messages as customers have them, for tests: takes batches, keeps an audience, and does on
/// purpose what such servers do: fails, answers late or twice, asks to wait, refuses rows.
///
///     let admin = MarketingAdmin(secret: secret) { $0 % 3 == 0 ? .answerIsLost : .none }
///     let reply = admin.take(headers: headers, body: body)
///
/// It takes each key once: what comes again under it gets the answer from before.
package final class MarketingAdmin: Sendable {
    /// What goes wrong with a request.
    package enum Mishap: Hashable, Sendable {
        case none
        /// Refused before anything was done.
        case status(Int)
        /// Done, but whoever asked hears of a fault.
        case answerIsLost
        /// Nothing is answered in time; `isDone`: although it was done.
        case late(isDone: Bool)
        case wait(seconds: Int)
    }

    package struct Reply: Sendable {
        package let status: Int
        package var headers: [(name: String, value: String)] = []
        package var body: [UInt8] = []
        /// Whoever asked has given up.
        package var isLate = false
    }

    package struct State: Sendable {
        package var audience: Set<String> = []
        package var requests = 0
        /// Batches that were taken, each with its key, by run and number.
        package var keys: [String: String] = [:]
        /// How often a batch came again that was taken already.
        package var absorbed = 0
        package var runs: Set<String> = []
        /// What should never be: a wrong signature, one batch under two keys, rows out of order.
        package var faults: [String] = []
        package var tests = 0
        /// Users who arrived in each run, in order, once for each row that was taken.
        package var rows: [String: [String]] = [:]
        fileprivate var answers: [String: [UInt8]] = [:]
        /// Members of a full run that is not whole yet.
        fileprivate var staged: [String: Set<String>] = [:]
    }

    private let secret: [UInt8]
    private let mishap: @Sendable (Int) -> Mishap
    private let refuses: @Sendable (String) -> Bool
    private let state = Mutex(State())

    /// `mishap`: what happens to the request of a number, from 1 on. `refuses`: users whose rows are
    /// refused.
    package init(
        secret: String, refuses: @escaping @Sendable (String) -> Bool = { _ in false },
        mishap: @escaping @Sendable (Int) -> Mishap = { _ in .none }
    ) {
        self.secret = Array(secret.utf8)
        self.refuses = refuses
        self.mishap = mishap
    }

    package var now: State { state.withLock { $0 } }

    package func take(
        headers: (String) -> String?, body: [UInt8]
    ) -> Reply {
        let time = headers("CXM-Timestamp") ?? ""
        let signature = "v1=" + Digest.signature(of: Array("\(time).".utf8) + body, key: secret)
        let isSigned = headers("CXM-Signature") == signature
        let key = headers("Idempotency-Key")
        return state.withLock { state in
            state.requests += 1
            guard isSigned else {
                state.faults.append("a wrong signature")
                return Reply(status: 401)
            }
            return reply(body, key, &state)
        }
    }

    private func reply(_ body: [UInt8], _ key: String?, _ state: inout State) -> Reply {
        switch mishap(state.requests) {
        case .status(let status): return Reply(status: status, body: Array("no".utf8))
        case .wait(let seconds):
            return Reply(status: 429, headers: [("Retry-After", "\(seconds)")])
        case .late(isDone: false): return Reply(status: 503, isLate: true)
        case .late(isDone: true):
            _ = done(body, key, &state)
            return Reply(status: 200, isLate: true)
        case .answerIsLost:
            _ = done(body, key, &state)
            return Reply(status: 502)
        case .none: return Reply(status: 200, body: done(body, key, &state))
        }
    }

    /// Takes a batch, or finds that it was taken.
    private func done(_ body: [UInt8], _ key: String?, _ state: inout State) -> [UInt8] {
        guard let json = try? JSONValue(parsing: String(decoding: body, as: UTF8.self)) else {
            state.faults.append("no JSON")
            return []
        }
        guard json["test"] == nil else {
            state.tests += 1
            return []
        }
        guard let key else {
            state.faults.append("no key")
            return []
        }
        if let answer = state.answers[key] {
            state.absorbed += 1
            return answer
        }
        let answer = Array(apply(json, key, &state).rendered().utf8)
        state.answers[key] = answer
        return answer
    }

    private func apply(_ json: JSONValue, _ key: String, _ state: inout State) -> JSONValue {
        guard case .string(let run)? = json["run"], case .array(let rows)? = json["rows"],
            case .integer(let number)? = json["batch"]?["number"],
            case .boolean(let isLast)? = json["batch"]?["last"]
        else {
            state.faults.append("a batch without run, rows or number")
            return [:]
        }
        state.runs.insert(run)
        let place = "\(run)/\(number)"
        if let other = state.keys[place], other != key {
            state.faults.append("the batch \(place) came under two keys")
        }
        state.keys[place] = key
        var errors: [JSONValue] = []
        for (index, row) in rows.enumerated() {
            guard case .string(let user)? = row["user"], case .string(let change)? = row["change"]
            else {
                state.faults.append("a row without user or change")
                continue
            }
            state.rows[run, default: []].append(user)
            if refuses(user) {
                errors.append(["row": .integer(Int64(index)), "code": "no_token"])
                continue
            }
            switch change {
            case "entered": state.audience.insert(user)
            case "left": state.audience.remove(user)
            case "member": state.staged[run, default: []].insert(user)
            default: state.faults.append("a change '\(change)'")
            }
        }
        if isLast, json["mode"] == "full" { state.audience = state.staged[run] ?? [] }
        return ["errors": .array(errors)]
    }
}

extension MarketingAdmin {
    /// Mishaps of every kind, about two requests in five, the same for a seed.
    package static func mishaps(seed: Int) -> @Sendable (Int) -> Mishap {
        { number in
            var mixed = UInt64(truncatingIfNeeded: seed &* 1_000_003 &+ number)
            mixed = (mixed ^ (mixed >> 31)) &* 0x9E37_79B9_7F4A_7C15
            mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
            switch (mixed >> 33) % 20 {
            case 0, 1: return .status(500)
            case 2: return .status(409)
            case 3: return .wait(seconds: 0)
            case 4, 5: return .answerIsLost
            case 6: return .late(isDone: true)
            case 7: return .late(isDone: false)
            default: return .none
            }
        }
    }
}
