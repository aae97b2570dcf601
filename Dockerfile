FROM node:24-slim
WORKDIR /app
COPY . .
# The page is built by the install; development packages are not needed for it.
RUN npm ci --omit=dev && mkdir /data && chown node:node /data /app/node_modules
USER node
# Inside a container nobody is on loopback: the port decides who reaches it.
ENV HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["npm", "start", "--silent"]
