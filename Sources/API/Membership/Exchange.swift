/// Whose turn it is on a connection: ours, where everything before is answered, else Hummingbird's.
///
///     exchange.begin(isOurs: true)    // true: keep the request's parts
///     exchange.end()                  // true: answer it now
struct Exchange: Hashable, Sendable {
    /// Requests that were passed on and are not answered yet.
    private(set) var passedOn = 0
    /// A request is being read that we answer.
    private(set) var isOurs = false

    var isIdle: Bool { passedOn == 0 && !isOurs }

    /// A request's head has come; whether the request is kept. Nothing is kept while an earlier one is
    /// unanswered: answers keep the order of requests.
    mutating func begin(isOurs wanted: Bool) -> Bool {
        if wanted, isIdle {
            isOurs = true
        } else {
            passedOn += 1
        }
        return isOurs
    }

    /// A request's end has come; whether it is ours.
    mutating func end() -> Bool {
        defer { isOurs = false }
        return isOurs
    }

    /// Hummingbird has ended an answer.
    mutating func answered() {
        passedOn = max(0, passedOn - 1)
    }
}
