"""Where cases are followed by whoever holds a receipt, and worked on by staff."""

from django.urls import path

from commonbeat.engine.casework.views import case, desk, follow, queues, receipts, replies

app_name = "casework"

# For whoever holds a receipt.
following = [
    path("follow/", follow.follow, name="follow"),
    path("follow/leave/", follow.leave, name="leave"),
    path("follow/case/", follow.one_case, name="followed"),
    path("follow/case/write/", follow.write, name="follow_write"),
    path("follow/case/photos/", follow.add_photos, name="follow_photos"),
    path("follow/case/photos/<slug:public_id>/", follow.photo, name="follow_photo"),
    path("follow/case/notices/", follow.notices, name="follow_notices"),
    path("follow/case/lines/<int:key>/", follow.line, name="follow_line"),
    path("follow/case/close/", follow.close, name="follow_close"),
    path("follow/case/end/", follow.end, name="follow_end"),
    path("follow/case/<slug:key>/", follow.make_move, name="follow_move"),
    path("follow/new/<str:token>/", receipts.new_receipt, name="new_receipt"),
    path("follow/stages/<slug:kind>/", follow.stages, name="stages"),
    path("follow/words/<slug:language>.txt", receipts.word_list, name="words"),
]

# For staff.
ONE = "staff/cases/<slug:public_id>/"
working = [
    path("staff/cases/", desk.desk, name="desk"),
    path("staff/cases/give-on/", desk.give_on, name="give_on"),
    path("staff/cases/told/<int:pk>/", desk.mark_seen, name="mark_seen"),
    path("staff/queues/", queues.queues, name="queues"),
    path("staff/queues/<slug:key>/", queues.queue, name="queue"),
    path("staff/queues/<slug:key>/end/", queues.end, name="end_queue"),
    path("staff/replies/", replies.replies, name="replies"),
    path("staff/replies/new/", replies.reply, name="new_reply"),
    path("staff/replies/<int:pk>/", replies.reply, name="reply"),
    path("staff/replies/<int:pk>/end/", replies.end, name="end_reply"),
    path(ONE, case.case, name="case"),
    path(f"{ONE}lines/<int:key>/", case.line, name="line"),
    path(f"{ONE}moves/<slug:key>/", case.move, name="move"),
    path(f"{ONE}assign/", case.assign, name="assign"),
    path(f"{ONE}queue/", case.put_in_queue, name="put_in_queue"),
    path(f"{ONE}write/", case.write, name="write"),
    path(f"{ONE}note/", case.note, name="note"),
    path(f"{ONE}read/", case.mark_read, name="mark_read"),
    path(f"{ONE}files/", case.add_files, name="add_files"),
    path(f"{ONE}files/<slug:file_id>/", case.file, name="file"),
    path(f"{ONE}files/<slug:file_id>/show/", case.show_file, name="show_file"),
    path(f"{ONE}private/", case.set_private, name="set_private"),
    path(f"{ONE}join/", case.join, name="join"),
    path(f"{ONE}part/", case.part, name="part"),
    path(f"{ONE}clocks/<int:pk>/stop/", case.stop_clock, name="stop_clock"),
    path(f"{ONE}clocks/<int:pk>/resume/", case.resume_clock, name="resume_clock"),
    path(f"{ONE}clocks/<int:pk>/extend/", case.extend_clock, name="extend_clock"),
]

urlpatterns = [*following, *working]
