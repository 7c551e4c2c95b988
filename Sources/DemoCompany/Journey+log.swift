extension Journey {
    /// Writes down an event at the present moment.
    mutating func log(
        _ event: EventName, on page: Page? = nil, element: Element? = nil,
        category: Category? = nil, campaign: Campaign? = nil, method: PaymentMethod? = nil,
        amount: Int? = nil, failReason: FailReason? = nil, outcome: LoanOutcome? = nil,
        reference: Reference? = nil
    ) {
        events.append(
            AppEvent(
                member: number, time: clock, number: events.count + 1, event: event, page: page,
                element: element, category: category, campaign: campaign, system: profile.system,
                appVersion: version, method: method, amount: amount, failReason: failReason,
                outcome: outcome, reference: reference))
    }

    /// Lets time pass: seconds around the mean, never more than ten minutes, so that a visit
    /// stays one session.
    mutating func pause(_ meanSeconds: Double) {
        let seconds = min(random.exponential(mean: meanSeconds), 600)
        clock += 350 + Int64(seconds * 1_000)
    }

    /// Moves on to a page.
    mutating func view(
        _ page: Page, after seconds: Double = 6, category: Category? = nil,
        campaign: Campaign? = nil
    ) {
        pause(seconds)
        log(.pageView, on: page, category: category, campaign: campaign)
    }

    mutating func click(_ element: Element, on page: Page, campaign: Campaign? = nil) {
        pause(5)
        log(.click, on: page, element: element, campaign: campaign)
    }
}
