CREATE SCHEMA shop;

CREATE TABLE shop.customers (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    email text UNIQUE,
    city text,
    bio text,
    created_at timestamptz NOT NULL
);
CREATE TABLE shop.products (
    id bigint PRIMARY KEY,
    sku varchar(20) NOT NULL UNIQUE,
    title text NOT NULL,
    description text,
    price numeric(12,2) NOT NULL,
    tags text[] NOT NULL,
    attributes jsonb
);
CREATE TABLE shop.orders (
    id bigint PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customers ON UPDATE CASCADE,
    status text NOT NULL,
    note text,
    placed_at timestamptz NOT NULL,
    total numeric,
    legacy_code text
);
CREATE TABLE shop.order_lines (
    order_id bigint NOT NULL REFERENCES shop.orders ON UPDATE CASCADE,
    line_no int NOT NULL,
    product_id bigint NOT NULL REFERENCES shop.products,
    quantity int NOT NULL,
    gift boolean,
    PRIMARY KEY (order_id, line_no)
);
CREATE TABLE shop.reviews (
    id uuid PRIMARY KEY,
    author text,
    lang text NOT NULL,
    body text NOT NULL,
    stars smallint,
    weight double precision
);
CREATE INDEX ON shop.orders (customer_id);
CREATE INDEX ON shop.order_lines (product_id);

-- Whole rows before and after in every change, however long their text is.
ALTER TABLE shop.customers REPLICA IDENTITY FULL;
ALTER TABLE shop.products REPLICA IDENTITY FULL;
ALTER TABLE shop.orders REPLICA IDENTITY FULL;
ALTER TABLE shop.order_lines REPLICA IDENTITY FULL;
ALTER TABLE shop.reviews REPLICA IDENTITY FULL;
