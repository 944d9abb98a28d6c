"""What agencies call their columns, the surest name of each role first."""

from commonbeat.domain.calls.rules.exports.columns import Role

NAMES: dict[Role, str] = {
    Role.INCIDENT_NO: """
        incident number, incident no, incident num, event number, event no, call number, call no,
        cad number, cad event number, incident id, event id, call id, caseno, case number,
        incidentid, incident, master incident number, inci id, service number, cfs number, cfs no,
        response number
    """,
    Role.TYPE_FINAL: """
        final call type, final type, type final, final nature, closed as, final problem, final
        incident type, final case type
    """,
    Role.TYPE_INITIAL: """
        initial call type, initial type, call type, incident type, type, nature, nature code, call
        type description, problem, problem type, offense, offence, title, category, event type,
        incident type description, crime type, call description, tipo, type description, initial
        problem, complaint type, type code, nature of call, initial case type
    """,
    Role.TYPE_CLASS: """
        call class, crime class, cvlegend, class, offense category, category, type group, call
        category
    """,
    Role.DISPOSITION: """
        disposition, event clearance description, disp, clearance, dispo, final disposition,
        outcome, result, resolution, disposition description, clearance description
    """,
    Role.PRIORITY: """
        priority, call priority, pri, initial priority, final priority, priority code
    """,
    Role.RECEIVED_AT: """
        received, call received, time received, received time, received at, original time queued,
        time queued, queued, call time, create time, created, create date, call date time, call
        datetime, event datetime, eventdttm, timestamp, time stamp, datetime, date time, incident
        date, incident datetime, incident date time, call date, reported, date reported, report
        date, received datetime, date, start time, time create, response date, fecha, event date, t
        received, offense date, time phonepickup, eventdt, event dt, call dt
    """,
    Role.DISPATCHED_AT: """
        dispatched, dispatch time, time dispatched, dispatch, first unit dispatched, dispatch
        datetime, time first unit dispatched, t dispatched, timedispatch, time dispatch, dispatched
        at
    """,
    Role.ON_SCENE_AT: """
        arrived, arrived time, on scene, onscene, arrival time, arrive time, time arrived, first
        unit arrived, on scene time, arrive, t onscene, timearrive, time arrive, on scene at
    """,
    Role.CLEARED_AT: """
        cleared, clear time, closed, close time, time cleared, closed time, call closed, time
        closed, cleared time, t cleared, timeclosed, cleared at, clear
    """,
    Role.CANCELLED_AT: """
        cancelled, canceled, cancel time, time cancelled, cancelled at
    """,
    Role.BEAT: """
        beat, police beat, patrol beat, patrol area, sector beat, zone, reporting district, rd,
        grid, district, precinct, sector, township, twp, division
    """,
    Role.LONGITUDE: """
        longitude, lng, lon, long, x longitude, blurred longitude, point x
    """,
    Role.LATITUDE: """
        latitude, lat, y latitude, blurred latitude, point y
    """,
    Role.POSITION: """
        location point, geolocation, block location, georeference, position, coordinates, lat long,
        latlong
    """,
    Role.PLACE: """
        address, block address, blkaddr, addr, location, hundred block, block, incident address,
        street address, incident location, direccion, common place, place
    """,
    Role.UNIT_IDS: """
        units, unit ids, unit, unit id, responding units, primary unit, unit number
    """,
    Role.EMPLOYEE_IDS: """
        employee ids, employee id, officer id, officer ids, badge, badge number, badge numbers,
        officer badge, primary officer id
    """,
    Role.CALL_TAKER_ID: """
        call taker, call taker id, calltaker, taker, operator id, call taker no
    """,
    Role.CALLBACK_NO: """
        callback, callback no, callback number, caller phone, call back number, callback phone,
        caller phone number, phone, phone number, contact phone
    """,
    Role.LANGUAGE: """
        language, caller language, preferred language, idioma
    """,
}
