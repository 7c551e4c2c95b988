/// One member with every row that the tables hold about them; `events` are in time order.
///
///     history.events.filter { $0.event == .payDone }.count
///         == history.payments.filter { $0.status == .done }.count    // true
///
/// Cost: some 100 bytes per event.
package struct MemberHistory: Sendable {
    package let member: Member
    package let events: [AppEvent]
    package let payments: [Payment]
    package let transfers: [Transfer]
    package let loanInquiries: [LoanInquiry]

    init(number: Int, in world: World) {
        var journey = Journey(number: number, in: world)
        journey.live()
        member = journey.member
        events = journey.events
        payments = journey.payments
        transfers = journey.transfers
        loanInquiries = journey.loanInquiries
    }
}
