//! Codes analysed sentences to reports: event types, roles, attribution, status, time, place.
