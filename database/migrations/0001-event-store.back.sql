DROP TABLE event_store.events;
DROP FUNCTION event_store.refuse();
DROP SCHEMA event_store;
