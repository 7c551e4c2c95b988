"""The words of the generated events: 50 event names, 4 systems, 200 pages."""

STEPS = ["product_view", "cart_add", "checkout_start", "payment_done"]
RARE = ["coupon_open", "loan_lookup", "loan_apply", "loan_signed"]
EXCLUDED = "cart_remove"

# Background events by falling frequency (rank 1 is the most frequent). The rare steps sit far down.
BACKGROUND = [
    "app_open", "screen_view", "scroll", "search", "tab_switch", "banner_view", "list_view",
    "push_receive", "login", "balance_view", "filter_change", "cart_remove", "image_zoom",
    "notification_open", "review_read", "share_open", "wish_add", "history_view", "logout",
    "menu_open", "profile_view", "help_view", "map_view", "video_play", "store_view",
    "coupon_open", "loan_lookup", "sort_change", "transfer_start", "transfer_done", "point_view",
    "card_view", "event_view", "loan_apply", "chat_open", "address_edit", "review_write",
    "password_change", "language_change", "loan_signed", "card_add", "alarm_set", "survey_open",
    "invite_send", "refund_ask", "error_view",
]  # fmt: skip

EVENTS = STEPS + BACKGROUND
SYSTEMS = ["android", "ios", "web", "windows"]
PAGE_COUNT = 200
