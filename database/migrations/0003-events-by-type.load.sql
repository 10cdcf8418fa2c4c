-- follow:
SELECT position, data FROM event_store.events
 WHERE type = 'OrderPlaced' AND position > 1 ORDER BY position LIMIT 10;
