import DemoCompany
import Testing

struct ConsistencyTests {
    @Test func `events of a member are in order and numbered`() {
        for history in SmallCompany.histories {
            let times = history.events.map(\.time)
            #expect(times == times.sorted())
            #expect(history.events.map(\.number) == Array(1..<(times.count + 1)))
            #expect(history.events.allSatisfy { $0.member == history.member.number })
        }
    }

    @Test func `rows of the tables are in order, with keys that occur once`() {
        for history in SmallCompany.histories {
            #expect(history.payments.map(\.time) == history.payments.map(\.time).sorted())
            #expect(
                history.payments.map(\.reference.number)
                    == Array(1..<(history.payments.count + 1)))
            #expect(
                history.transfers.map(\.reference.number)
                    == Array(1..<(history.transfers.count + 1)))
            #expect(
                history.loanInquiries.map(\.reference.number)
                    == Array(1..<(history.loanInquiries.count + 1)))
        }
    }

    @Test func `every payment row has its events, with the same time and amount`() {
        for history in SmallCompany.histories {
            let done = history.events.filter { $0.event == .payDone }
            let rows = history.payments.filter { $0.status == .done }
            #expect(done.map(\.reference) == rows.map(\.reference))
            #expect(done.map(\.amount) == rows.map(\.amount))
            #expect(done.map(\.time) == rows.map(\.time))
            #expect(done.map(\.method) == rows.map(\.method))
            let failed = history.events.filter { $0.event == .payFail }
            let failedRows = history.payments.filter { $0.status == .failed }
            #expect(failed.map(\.reference) == failedRows.map(\.reference))
            #expect(failed.map(\.failReason) == failedRows.map(\.failReason))
            #expect(failed.map(\.amount) == failedRows.map(\.amount))
            let started = history.events.filter { $0.event == .payStart }
            #expect(started.map(\.reference) == history.payments.map(\.reference))
        }
    }

    @Test func `every transfer and loan row has its events`() {
        for history in SmallCompany.histories {
            let sent = history.events.filter { $0.event == .transferDone }
            let sentRows = history.transfers.filter { $0.status == .done }
            #expect(sent.map(\.reference) == sentRows.map(\.reference))
            #expect(sent.map(\.amount) == sentRows.map(\.amount))
            let compared = history.events.filter { $0.event == .loanCompare }
            #expect(compared.map(\.reference) == history.loanInquiries.map(\.reference))
            #expect(compared.map(\.time) == history.loanInquiries.map(\.time))
            let results = history.events.filter { $0.event == .loanResult }
            let decided = history.loanInquiries.filter { $0.outcome != .compared }
            #expect(results.map(\.outcome) == decided.map(\.outcome))
            #expect(!decided.contains { $0.outcome == .approved } || history.member.hasLoan)
        }
    }

    @Test func `receivers and referrers are members who had joined before`() {
        var receivers = 0
        for history in SmallCompany.histories {
            for transfer in history.transfers {
                guard let number = transfer.recipient else { continue }
                receivers += 1
                #expect(transfer.recipientKind == .member)
                #expect(joinTime(number) <= transfer.time)
            }
            if let referrer = history.member.referrer {
                #expect(history.member.channel == .referral)
                #expect(joinTime(referrer) < joinTime(history.member.number))
            }
        }
        #expect(receivers > 100)
    }

    @Test func `only finished sign-ups lead to payments`() {
        for history in SmallCompany.histories {
            let isPending = history.member.status == .pending
            #expect(isPending == (history.member.joinDate == nil))
            if isPending { #expect(history.payments.isEmpty && history.transfers.isEmpty) }
            let completed = history.events.first { $0.event == .signupComplete }
            if let completed { #expect(joinTime(history.member.number) <= completed.time) }
        }
    }

    /// The first millisecond of the day on which a member joined.
    private func joinTime(_ number: Int) -> Int64 {
        guard let date = SmallCompany.histories[number - 1].member.joinDate else { return .max - 1 }
        return Int64(date.daysSinceEpoch) * 86_400_000 - 9 * 3_600_000
    }
}
